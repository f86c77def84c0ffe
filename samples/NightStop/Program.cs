// The program that the deployments beside this folder deploy; `dotnet new stopinator-lambda` makes one of your own, with tests.
//
//   dotnet run --project samples/NightStop -- stop --dry-run
//   dotnet publish samples/NightStop -p:PublishProfile=Lambda     # into samples/publish
using Stopinator.Lambda;

return await StopinatorFunction.RunAsync(args);
