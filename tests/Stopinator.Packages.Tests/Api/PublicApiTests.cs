using System.Reflection;
using Amazon.EC2;
using Amazon.Runtime;
using Stopinator.Hosting;
using Stopinator.Lambda;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The public names of the packages. Their members are declared in PublicAPI.*.txt, which the build compares.</summary>
public sealed class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> Assemblies = new(StringComparer.Ordinal)
    {
        ["Stopinator"] = typeof(InstancePowerService).Assembly,
        ["Stopinator.Scheduling"] = typeof(PowerSchedule).Assembly,
        ["Stopinator.Scheduling.Preview"] = typeof(SchedulePreview).Assembly,
        ["Stopinator.Scheduling.Sources"] = typeof(ScheduleSources).Assembly,
        ["Stopinator.Hosting"] = typeof(ScheduledPowerWorkerOptions).Assembly,
        ["Stopinator.Lambda"] = typeof(StopinatorFunction).Assembly,
        ["Stopinator.Testing"] = typeof(SimulatedEc2).Assembly,
    };

    public static TheoryData<string> Projects { get; } = [.. Assemblies.Keys];

    // A file that imports both could name neither.
    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicApi_OfAProject_SharesNoTypeNameWithTheSdk(string project)
    {
        string[] imported = ["Amazon.EC2", "Amazon.EC2.Model", "Amazon.Runtime"];
        var names = new[] { typeof(AmazonEC2Client).Assembly, typeof(AmazonServiceException).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes()).Where(type => imported.Contains(type.Namespace)).Select(type => type.Name);

        Assert.Empty(Assemblies[project].GetExportedTypes().Where(type => !type.IsNested).Select(type => type.Name).Intersect(names));
    }

    // The template is a package without an assembly, and the tool is one without public types.
    [Fact]
    public void Projects_ThatArePacked_AreAllHere() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Where(project => project is not ("Stopinator.Lambda.Template" or "Stopinator.Tool")).Order(StringComparer.Ordinal),
        Assemblies.Keys.Order(StringComparer.Ordinal));
}
