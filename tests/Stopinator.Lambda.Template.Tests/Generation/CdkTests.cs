using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Support;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>The notation of AWS CDK deploys what that of CloudFormation deploys.</summary>
public sealed class CdkTests(Scratch scratch)
{
    [LongFact]
    public async Task Stack_OfEveryChoice_IsThatOfCloudFormation()
    {
        await CdkHost.RequireAsync(scratch);
        var combinations = Combinations.OfStacks().ToArray();
        var cdk = await scratch.Clone.GenerateAllAsync(combinations.Select(combination => combination.With("--infra", "cdk")), "cdk");
        var cloudFormation = await scratch.ProjectsAsync(combinations.Select(combination => combination.With("--infra", "cloudformation")));

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

    [LongFact]
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
