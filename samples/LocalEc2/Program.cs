// An EC2 endpoint on this machine, for the AWS CLI, any SDK, or the Quickstart: the command local-ec2 of the tool, with its options.
// Instances start and stop in a few seconds, and every call is one line on the screen. See docs/local-ec2.md.
//
//   dotnet run --project samples/LocalEc2 -- --port 5577 --instances 1000 --tag Env=dev
//   dotnet run --project samples/LocalEc2 -- --fleet samples/LocalEc2/fleet.json

using Stopinator.Tool.Running;

return await ToolProgram.RunAsync(["local-ec2", .. args]);
