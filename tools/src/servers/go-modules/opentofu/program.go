//go:build tools

// Package program names the program that is built, so that "go mod tidy" keeps what it needs.
package program

import _ "github.com/opentofu/opentofu/cmd/tofu"
