//go:build tools

// Package program names the program that is built, so that "go mod tidy" keeps what it needs.
package program

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
