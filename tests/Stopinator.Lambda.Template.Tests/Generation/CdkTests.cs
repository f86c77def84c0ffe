using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Support;
using Stopinator.Samples.Tests.Deployments;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The notation of AWS CDK deploys what that of CloudFormation deploys.</summary>
public sealed class CdkTests(Scratch scratch)
{
    [SlowFact]
    public async Task Stack_OfEveryChoice_IsThatOfCloudFormation()
    {
        await CdkHost.RequireAsync(scratch);
        var combinations = Combinations.OfStacks().ToArray();
        var cdk = new List<GeneratedProject>();
        var cloudFormation = new List<GeneratedProject>();
        foreach (var (index, combination) in combinations.Index())
        {
            cdk.Add(await scratch.Clone.GenerateAsync(combination.With("--infra", "cdk"), Path.Combine("cdk", $"{index}")));
            cloudFormation.Add(
                await scratch.Clone.GenerateAsync(combination.With("--infra", "cloudformation"), Path.Combine("cdk-like", $"{index}")));
        }

        var stacks = await new CdkHost(scratch).SynthesizeAsync(cdk);

        Assert.All(stacks.Index(), stack =>
        {
            var (name, region) = (stack.Item.Name, combinations[stack.Index]["--region"]);
            var expected = StackLines.Of(YamlToJson.Read(cloudFormation[stack.Index].Template), name, region);
            var actual = StackLines.Of(stack.Item.Template, name, region);
            Assert.True(expected.Count > 40);
            Assert.True(expected.SequenceEqual(actual), $"""
                {combinations[stack.Index]}
                only in CloudFormation:
                {string.Join('\n', expected.Except(actual, StringComparer.Ordinal))}
                only in CDK:
                {string.Join('\n', actual.Except(expected, StringComparer.Ordinal))}
                """);
        });
    }

    [SlowFact]
    public async Task Run_AsCdkJsonSays_SynthesizesTheStackAndTheProgram()
    {
        await CdkHost.RequireAsync(scratch);
        var project = await scratch.Clone.GenerateAsync(
            new Combination("Night Stop", "--instance-tag", "Env=dev", "--infra", "cdk"), "cdk-alone");
        var infra = Path.Combine(project.Folder, "infra");
        Directory.CreateDirectory(Path.Combine(project.Folder, "publish"));
        await File.WriteAllTextAsync(Path.Combine(project.Folder, "publish", "Night_Stop.dll"), "the program");
        Assert.Contains("\"app\": \"dotnet run\"", project.Read("infra/cdk.json"), StringComparison.Ordinal);

        await DotNet.RunAsync(infra, new Dictionary<string, string> { ["CDK_OUTDIR"] = "cdk.out" }, "run");

        var (name, template) = CdkHost.Read(Path.Combine(infra, "cdk.out"));
        Assert.Equal("night-stop", name);
        Assert.Contains("/Resources/Function/Properties/Handler = Night_Stop", StackLines.Of(template, name, null));
        var program = Assert.Single(Directory.GetDirectories(Path.Combine(infra, "cdk.out"), "asset.*"));
        Assert.Equal(["Night_Stop.dll"], Directory.GetFiles(program).Select(Path.GetFileName));
    }
}
