"""Files in and out: documents (JSON, YAML) with the place of every key, office packages behind limits, safe writing.

Only this package opens ruamel.yaml, zip archives and XML that nobody has looked at yet. It knows text, bytes and
plain data, and nothing of service levels. Each module is imported by its own name, so that who only writes a
file does not load a YAML reader.
"""
