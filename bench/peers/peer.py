"""What the peers have in common. Region, endpoint and credentials come from the environment, as for every AWS client."""
import json
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


class Peer:
    def __init__(self, retries=None):
        self.started = time.monotonic()
        self.ec2 = boto3.client("ec2", config=Config(retries=retries))
        self.selected = self.done = self.failed_calls = 0

    def select(self):
        pages = self.ec2.get_paginator("describe_instances").paginate(
            Filters=[{"Name": "tag:Env", "Values": ["dev"]}], PaginationConfig={"PageSize": 1000})
        ids = [i["InstanceId"] for page in pages for r in page["Reservations"] for i in r["Instances"]]
        self.selected = len(ids)
        return ids

    def stop(self, ids):
        try:
            self.ec2.stop_instances(InstanceIds=ids)
            self.done += len(ids)
        except ClientError:
            # What the SDK's retries could not save, scripts log and leave.
            self.failed_calls += 1

    def report(self):
        seconds = time.monotonic() - self.started
        print(json.dumps({"seconds": round(seconds, 3), "selected": self.selected, "done": self.done, "failedCalls": self.failed_calls}))
