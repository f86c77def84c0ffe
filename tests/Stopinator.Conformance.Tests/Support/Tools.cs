namespace Stopinator.Conformance.Tests.Support;

/// <summary>The tools of AWS and others that the tests hold the library against. A test whose tool is missing is skipped.</summary>
internal static class Tools
{
    /// <summary>Set to <c>true</c> where the tools are known to be there: what would be skipped then fails.</summary>
    private const string RequireVariable = "STOPINATOR_REQUIRE_TOOLS";

    private static readonly string[] Modules = ["boto3", "moto", "flask_cors", "jsonschema"];

    private static readonly Lazy<Task<bool>> HasCli = new(async () => await ChildProcess.RunAsync("aws", "--version") is { ExitCode: 0 });

    private static readonly Lazy<Task<bool>> HasJavaScriptSdk = new(async () =>
        await ChildProcess.RunAsync("node", "--eval", "require.resolve('@aws-sdk/client-ec2')") is { ExitCode: 0 });

    private static readonly Lazy<Task<string>> FoundModules = new(async () =>
        await ChildProcess.RunAsync(
            "python3", "-c", $"import importlib.util as u; print([m for m in '{string.Join(' ', Modules)}'.split() if u.find_spec(m)])")
            is { ExitCode: 0, Output: var output } ? output : "");

    public static async Task RequireCliAsync() => Require(await HasCli.Value, "The AWS CLI", "pip install awscli");

    /// <summary>Skips a test without the SDK, which is never required: it is large, and node finds it only where NODE_PATH says.</summary>
    public static async Task WantJavaScriptSdkAsync()
    {
        if (!await HasJavaScriptSdk.Value)
        {
            Assert.Skip(
                "node with AWS's SDK is not there. To run this test: npm install @aws-sdk/client-ec2, and NODE_PATH=<its node_modules>");
        }
    }

    public static async Task RequireBoto3Async() => Require(await HasModulesAsync("boto3"), "python3 with boto3", "pip install boto3");

    public static async Task RequireMotoAsync() =>
        Require(await HasModulesAsync("moto", "flask_cors"), "python3 with the moto server", "pip install 'moto[ec2,server]'");

    public static async Task RequireJsonSchemaAsync() =>
        Require(await HasModulesAsync("jsonschema"), "python3 with jsonschema", "pip install jsonschema");

    private static async Task<bool> HasModulesAsync(params IEnumerable<string> modules)
    {
        var found = await FoundModules.Value;
        return modules.All(module => found.Contains($"'{module}'", StringComparison.Ordinal));
    }

    private static void Require(bool isThere, string tool, string install)
    {
        if (!isThere)
        {
            var message = $"{tool} is not there. To run this test: {install}";
            Assert.False(Environment.GetEnvironmentVariable(RequireVariable) == "true", message);
            Assert.Skip(message);
        }
    }
}
