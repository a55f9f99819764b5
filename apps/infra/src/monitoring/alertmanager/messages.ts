/** Messages in Go's template language: https://prometheus.io/docs/alerting/latest/notifications/ */
export const TITLE =
  '{{ if eq .Status "resolved" }}Resolved{{ else }}{{ .CommonLabels.severity | title }}{{ end }}: ' +
  '{{ .CommonLabels.alertname }}{{ if gt (len .Alerts) 1 }} ({{ len .Alerts }}){{ end }}';

/** One paragraph an alert: what is wrong, what it means, what to do. */
export const TEXT =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n' +
  'Runbook: {{ .Annotations.runbook_url }}\n{{ end }}';

/** The same as a mail. */
export const MAIL =
  '{{ range .Alerts }}<h3>{{ .Annotations.summary }}</h3><p>{{ .Annotations.description }}</p>' +
  '<p>Runbook: {{ .Annotations.runbook_url }}</p>{{ end }}';
