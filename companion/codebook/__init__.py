"""Closed vocabularies: one YAML is the source of form, columns, schema and labels."""
