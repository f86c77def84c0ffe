// Launches, tags, modifies, stops, starts and terminates an instance with AWS's SDK for JavaScript, each time with its waiters.
// Prints what was answered, a word a line.

const ec2 = require("@aws-sdk/client-ec2");

const client = new ec2.EC2Client({ endpoint: process.argv[2], region: "us-east-1", maxAttempts: 1 });
const patience = { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 };
const say = (text) => console.log(text);

async function main() {
  const launched = await client.send(new ec2.RunInstancesCommand({
    ImageId: "ami-00000001",
    MinCount: 1,
    MaxCount: 1,
    InstanceType: "t3.micro",
    TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "web" }] }],
  }));
  const id = launched.Instances[0].InstanceId;
  const InstanceIds = [id];
  say(launched.Instances[0].State.Name);
  await ec2.waitUntilInstanceRunning(patience, { InstanceIds });

  await client.send(new ec2.CreateTagsCommand({ Resources: InstanceIds, Tags: [{ Key: "Env", Value: "dev" }] }));
  for await (const page of ec2.paginateDescribeTags({ client, pageSize: 5 }, {})) {
    say(page.Tags.map((tag) => `${tag.Key}=${tag.Value}`).join(" "));
  }

  await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: true } }));
  await client.send(new ec2.TerminateInstancesCommand({ InstanceIds })).catch((error) => say(`${error.name} ${error.$metadata.httpStatusCode}`));
  await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: false } }));

  await client.send(new ec2.StopInstancesCommand({ InstanceIds }));
  await ec2.waitUntilInstanceStopped(patience, { InstanceIds });
  await client.send(new ec2.ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: "m5.large" } }));
  await client.send(new ec2.StartInstancesCommand({ InstanceIds }));
  await ec2.waitUntilInstanceStatusOk(patience, { InstanceIds });
  const described = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds }));
  say(described.Reservations[0].Instances[0].InstanceType);

  await client.send(new ec2.TerminateInstancesCommand({ InstanceIds }));
  await ec2.waitUntilInstanceTerminated(patience, { InstanceIds });
  say("terminated");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
