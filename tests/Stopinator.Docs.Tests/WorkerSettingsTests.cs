using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Hosting;

namespace Stopinator.Docs.Tests;

/// <summary>The settings that docs/hosting.md shows as JSON.</summary>
public sealed class WorkerSettingsTests
{
    [Fact]
    public void WorkerSettings_OfThePage_AreATargetsList()
    {
        var json = Assert.Single(Pages.Blocks, block => block.Comment == "worker settings").Text;
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        using var provider = new ServiceCollection().AddScheduledPowerWorker(configuration.GetSection("Worker")).BuildServiceProvider();

        var targets = provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value.Targets!;

        Assert.Equal(["111122223333", null], targets.Accounts.Select(account => account.AccountId));
    }
}
