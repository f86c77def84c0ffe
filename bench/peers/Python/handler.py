"""A minimal handler that stops what carries a tag, and a minimal loop: what a team would write without a library."""

import json
import os
from http.client import HTTPConnection

import boto3

ec2 = boto3.client("ec2")


def handler(event):
    pages = ec2.get_paginator("describe_instances").paginate(Filters=[{"Name": "tag:Env", "Values": ["dev"]}])
    ids = [i["InstanceId"] for page in pages for r in page["Reservations"] for i in r["Instances"] if i["State"]["Name"] == "running"]
    stopped = ec2.stop_instances(InstanceIds=ids)["StoppingInstances"] if ids else []
    return {"stopped": [i["InstanceId"] for i in stopped]}


def main():
    api = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    root = "/2018-06-01/runtime/invocation"
    while True:
        api.request("GET", f"{root}/next")
        response = api.getresponse()
        request_id = response.getheader("Lambda-Runtime-Aws-Request-Id")
        event = json.loads(response.read())
        api.request("POST", f"{root}/{request_id}/response", json.dumps(handler(event)))
        api.getresponse().read()


main()
