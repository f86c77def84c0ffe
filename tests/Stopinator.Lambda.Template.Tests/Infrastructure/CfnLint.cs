using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Packages.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>AWS's linter of CloudFormation templates, which also carries out the SAM transformation.</summary>
internal static class CfnLint
{
    /// <summary>Set to <c>true</c> where the tool is known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_CFN_LINT";

    /// <summary>Fails on any finding, warnings and informational ones included; skips the test when the linter is not there.</summary>
    public static Task CheckAsync(Scratch scratch, IEnumerable<GeneratedProject> projects) =>
        CheckAsync(
            scratch,
            projects.SelectMany(
                project => project.Combination.HasTargets ? [project.Template, project.SpokeRole] : (string[])[project.Template]));

    /// <summary>The same for any templates.</summary>
    public static async Task CheckAsync(Scratch scratch, IEnumerable<string> files)
    {
        await RequireAsync(scratch);

        // Several files a process: starting it and loading its schemas takes longer than a file. Equal files are checked once.
        foreach (var some in files.DistinctBy(File.ReadAllText, StringComparer.Ordinal).Chunk(20))
        {
            var result = await Command.RunAsync(
                "cfn-lint", scratch.Root, DotNet.UsersEnvironment(), ["--include-checks", "I", "--", .. some]);
            Assert.True(result.ExitCode == 0, result.Output);
        }
    }

    /// <summary>Skips the test when the linter is not there, and fails instead where it is known to be.</summary>
    public static async Task RequireAsync(Scratch scratch)
    {
        try
        {
            await Command.RunAsync("cfn-lint", scratch.Root, DotNet.UsersEnvironment(), "--version");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            const string Message = "cfn-lint is not there. To run this test: pip install cfn-lint";
            Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "true", Message);
            Assert.Skip(Message);
        }
    }
}
