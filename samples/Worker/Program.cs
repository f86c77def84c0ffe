// Holds the tagged instances of a region to their schedules, every few minutes, as a service: on Kubernetes, on ECS, under systemd.
//
//   dotnet run --project samples/LocalEc2 -- --tag Env=dev --tag "stopinator:schedule=off"    an EC2 on this machine, in another terminal
//   dotnet run --project samples/Worker -- --AWS:Region us-east-1 --AWS:ServiceURL http://127.0.0.1:5577
//
// LocalEc2 takes any credentials, e.g. AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=key.

using WorkerSample;

await using var app = WorkerApplication.Create(args);

// Disposed when the application has ended, which sends what has not been sent yet.
using var telemetry = Telemetry.Start(app.Configuration);
await app.RunAsync();
