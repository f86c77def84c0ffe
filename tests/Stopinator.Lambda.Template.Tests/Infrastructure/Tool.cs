using Stopinator.Packages.Tests.Support;

namespace Stopinator.Lambda.Template.Tests.Infrastructure;

/// <summary>A tool that really reads what is generated; a test is skipped where it is missing.</summary>
internal static class Tool
{
    /// <summary>Set to <c>true</c> where the tools are known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_SAMPLES_TOOLS";

    /// <summary>True when the tools are known to be installed.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) == "true";

    /// <summary>Runs it; fails on another exit code than 0.</summary>
    /// <returns>The output.</returns>
    public static async Task<string> RunAsync(string folder, string name, string[] arguments)
    {
        try
        {
            var result = await Command.RunAsync(name, folder, DotNet.UsersEnvironment(), arguments);
            Assert.True(result.ExitCode == 0, result.Output);
            return result.Output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            var message = $"{name} is not there.";
            Assert.False(IsRequired, message);
            Assert.Skip(message);
            throw;
        }
    }
}
