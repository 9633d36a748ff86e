"""validate_samples.py FOLDER: checks every sample's body against the events' JSON Schema.

Prints a line a sample: its name, and `valid`, `invalid` or `unreadable`.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator, FormatChecker

folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / "events.schema.json").read_text())
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema, format_checker=FormatChecker())
for sample in sorted(path for path in folder.iterdir() if path.is_dir()):
    try:
        body = json.loads((sample / "body.json").read_bytes())
    except ValueError:
        print(sample.name, "unreadable")
        continue
    print(sample.name, "valid" if validator.is_valid(body) else "invalid")
