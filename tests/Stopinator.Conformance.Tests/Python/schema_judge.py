"""Answers, line by line, whether documents fit a JSON schema: true, or what is wrong first."""

import json
import sys

import jsonschema

for line in sys.stdin:
    question = json.loads(line)
    schema, document = json.loads(question["Schema"]), json.loads(question["Document"])
    jsonschema.Draft202012Validator.check_schema(schema)
    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(document))
    print(json.dumps(True if error is None else error.message), flush=True)
