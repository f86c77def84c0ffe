namespace Stopinator.Conformance.Tests.Support;

/// <summary>Runs the AWS CLI against an endpoint; its retries are switched off.</summary>
internal static class AwsCli
{
    public static async Task<CommandResult> Ec2Async(Uri endpoint, string command, params IEnumerable<string> arguments)
    {
        await Tools.RequireCliAsync();
        return (await ChildProcess.RunAsync("aws", ["--endpoint-url", endpoint.AbsoluteUri, "ec2", command, .. arguments]))!;
    }
}
