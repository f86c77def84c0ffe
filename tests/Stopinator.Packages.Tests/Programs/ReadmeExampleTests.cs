using System.Text.RegularExpressions;
using Stopinator.Packages.Tests.Support;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>A stranger installs the packed library in a project of their own and runs the example of the README.</summary>
public sealed partial class ReadmeExampleTests(PackedFeed feed)
{
    [LongFact]
    public async Task ReadmeExample_InAProjectOutsideTheRepository_StopsTheSelectedInstances()
    {
        string protectedId = "";
        await using var ec2 = await SimulatedEc2.StartAsync(fleet =>
        {
            fleet.Add(2, instance => instance.Tagged("Env", "dev").Running());
            protectedId = fleet.Add(instance => instance.Tagged("Env", "dev").StopProtected());
            fleet.Add(instance => instance.Tagged("Env", "dev").Tagged("KeepRunning", "").Running());
            fleet.Add(instance => instance.Tagged("Env", "prod").Running());
        });
        var project = new ScratchProject(feed, "ReadmeExample", ["Stopinator", "Stopinator.Testing"]);
        project.Write("Program.cs", FirstExample().Match(Repository.Read("README.md")).Groups["code"].Value);
        var program = new SmokeProgram(await project.BuildAsync(), new HomeFolder(Path.Combine(project.Folder, "home")));

        var result = await program.RunAsync(
            ec2.Endpoint, new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "any", ["AWS_SECRET_ACCESS_KEY"] = "key" });

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("stop 3 of 3 instances", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{protectedId} Failed: OperationNotPermitted", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, ec2.Instances.Count(instance => instance.State == SimulatedState.Stopped));
        Assert.All(ec2.Calls, call => Assert.Contains(" app/stopinator", call.UserAgent, StringComparison.Ordinal));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex FirstExample();
}
