// Selects by tag and stops, with Stopinator. Region, endpoint and credentials come from the environment.
using Stopinator;

using var power = new InstancePowerService();
var report = await power.StopAsync(InstanceSelector.ByTag("Env", "dev"));
Console.WriteLine(report);
return report.IsSuccess ? 0 : 1;
