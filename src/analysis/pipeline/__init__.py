"""The only package that knows the whole order: read, recognise, clean, store, measure, chart, publish."""
