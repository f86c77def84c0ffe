"""Makes calls to EC2 as any boto3 program would: each line of the input is a call, each line of the output its answer."""

import functools
import json
import sys

import boto3
import botocore
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


@functools.cache
def client(endpoint, region, signed):
    config = Config(retries={"total_max_attempts": 1}, **({} if signed else {"signature_version": botocore.UNSIGNED}))
    return boto3.client("ec2", endpoint_url=endpoint, region_name=region, config=config)


def call(ec2, operation, how, arguments):
    if how == "pages":
        return {"Pages": list(ec2.get_paginator(operation).paginate(**arguments))}
    if how == "wait":
        ec2.get_waiter(operation).wait(**arguments)
        return {}
    return getattr(ec2, operation)(**arguments)


for line in sys.stdin:
    asked = json.loads(line)
    try:
        ec2 = client(asked["Endpoint"], asked["Region"], asked["Signed"])
        answer = call(ec2, asked["Operation"], asked["How"], asked["Arguments"])
    except ClientError as error:
        answer = error.response
    except BotoCoreError as error:
        answer = {"Exception": type(error).__name__}
    print(json.dumps(answer, default=str), flush=True)
