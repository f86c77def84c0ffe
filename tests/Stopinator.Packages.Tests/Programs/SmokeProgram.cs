using Stopinator.Packages.Tests.Support;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>The program, built in one way.</summary>
/// <param name="CommandLine">What starts it.</param>
/// <param name="Home">The home folder it runs with.</param>
internal sealed record SmokeProgram(string[] CommandLine, HomeFolder Home)
{
    /// <summary>Runs it against an endpoint, in an environment that holds nothing of this machine.</summary>
    /// <param name="ec2">The endpoint of EC2.</param>
    /// <param name="variables">Environment variables that say where credentials are; one with an empty value is taken away.</param>
    /// <param name="arguments">Configuration, command, exceptions.</param>
    public Task<CommandResult> RunAsync(Uri ec2, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["HOME"] = Home.Path,
            ["USERPROFILE"] = Home.Path,
            ["AWS_CONFIG_FILE"] = Home.ConfigFile,
            ["AWS_SHARED_CREDENTIALS_FILE"] = Home.CredentialsFile,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL_EC2"] = ec2.ToString(),
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        foreach (var name in variables.Keys.Where(name => variables[name].Length == 0))
        {
            environment.Remove(name);
        }

        return Command.RunAsync(CommandLine[0], Home.Path, environment, [.. CommandLine[1..], .. arguments]);
    }
}
