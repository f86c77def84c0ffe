using System.Text.Json.Nodes;
using Stopinator.Conformance.Tests.Support;
using Stopinator.Packages.Tests.Support;
using Stopinator.Samples.Tests.Deployments;
using Stopinator.Tests.Shared;

namespace Stopinator.Samples.Tests.Accounts;

/// <summary>An empty AWS account that moto plays, and a folder to work in, as a user of the AWS CLI has them.</summary>
internal sealed class Account : IAsyncDisposable
{
    private readonly PythonScript _moto;
    private readonly PythonScript _cli = new("aws_cli.py");
    private readonly Dictionary<string, string> _environment;

    private Account(PythonScript moto, string folder)
    {
        (_moto, Folder) = (moto, folder);
        _environment = DotNet.UsersEnvironment();
        _environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        _environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        _environment["AWS_REGION"] = Names.Region;
        _environment["AWS_DEFAULT_REGION"] = Names.Region;
        _environment["AWS_CONFIG_FILE"] = Path.Combine(folder, "no-config");
        _environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "no-credentials");
    }

    public string Folder { get; }

    public static async Task<Account> OpenAsync()
    {
        LongTests.Require();
        await Tools.RequireCliAsync();
        await Tools.RequireMotoAsync();
        var moto = new PythonScript("moto_server.py");
        var endpoint = new Uri($"http://127.0.0.1:{await moto.AskAsync("port")}");
        var account = new Account(moto, Directory.CreateTempSubdirectory("stopinator-account-").FullName);

        await account.WriteCliAsync(endpoint);
        return account;
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        // By way of env, so that the program is looked for where the account's own PATH says.
        var result = await Command.RunAsync("env", Folder, _environment, [program, .. arguments]);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {result.Output}");
        return result.Output;
    }

    /// <summary>Runs a command of the AWS CLI.</summary>
    /// <returns>What it says, as JSON.</returns>
    public async Task<JsonNode> AwsAsync(params string[] arguments)
    {
        var output = await RunAsync("aws", [.. arguments, "--output", "json"]);
        return output.Trim() is { Length: > 0 } json ? JsonNode.Parse(json)! : new JsonObject();
    }

    public async ValueTask DisposeAsync()
    {
        await _moto.DisposeAsync();
        await _cli.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task WriteCliAsync(Uri endpoint)
    {
        var bin = Directory.CreateDirectory(Path.Combine(Folder, "bin")).FullName;
        var aws = Path.Combine(bin, "aws");

        // Version 1 of the AWS CLI does not take the endpoint of SQS from the environment. It is forked where it can be; version 2 cannot.
        string[] options = ["--endpoint-url", endpoint.AbsoluteUri];
        if (!(bool)await _cli.AskAsync(new object[] { aws, options }))
        {
            await File.WriteAllTextAsync(
                aws, $"#!/bin/bash\nPATH={_environment["PATH"]} exec aws {string.Join(' ', options)} \"$@\"\n");
            await RunAsync("chmod", "+x", aws);
        }

        _environment["PATH"] = $"{bin}:{_environment["PATH"]}";
    }
}
