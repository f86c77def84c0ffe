namespace Stopinator.Packages.Tests.Support;

/// <summary>Runs the <c>dotnet</c> command as a user would.</summary>
internal static class DotNet
{
    /// <summary>Runs a command and returns what it wrote; fails the test with all of it when the command fails.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var environment = UsersEnvironment();
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var result = await Command.RunAsync("dotnet", folder, environment, arguments);

        Assert.True(
            result.ExitCode == 0,
            $"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:{Environment.NewLine}{result.Output}");
        return result.Output;
    }

    // A test runs inside the SDK, whose own settings must not reach a user's project; nor must AWS settings of the machine.
    public static Dictionary<string, string> UsersEnvironment()
    {
        string[] notTheUsers = ["MSBUILD", "AWS_"];
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => !notTheUsers.Any(prefix => ((string)variable.Key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);

        // No node of MSBuild waits for further work when the tests are over.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        return environment;
    }
}
