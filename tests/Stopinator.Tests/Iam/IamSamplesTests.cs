using System.Runtime.CompilerServices;
using Stopinator.Tests.Shared;

namespace Stopinator.Tests.Iam;

/// <summary>The files of samples/iam are what the generator makes, and their README says by which call.</summary>
public sealed class IamSamplesTests
{
    private const string Accept = "STOPINATOR_ACCEPT_IAM";

    private static readonly InstanceSelector Dev = InstanceSelector.Parse("tag:Env=dev");
    private static readonly IamPolicyOptions Account = new() { Account = "111122223333", Region = "eu-west-1" };
    private static readonly IamPolicyOptions Spoke = new() { Account = "111122223333" };
    private static readonly IamPolicyOptions Keys = Account with
    {
        KmsKeyArns = ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    };

    public static TheoryData<string> Files => [.. Samples.Keys];

    private static Dictionary<string, (IamPolicy Policy, string Call)> Samples { get; } = new(StringComparer.Ordinal)
    {
        ["describe.json"] = Made(IamPolicy.For(Dev, [])),
        ["execution.json"] = Made(IamPolicy.For(Dev, [PowerAction.Start, PowerAction.Stop], Account)),
        ["execution-kms.json"] = Made(IamPolicy.For(Dev, [PowerAction.Start, PowerAction.Stop], Keys)),
        ["execution-trust.json"] = Made(IamPolicy.TrustLambda()),
        ["scheduler.json"] = Made(IamPolicy.ForScheduler("arn:aws:lambda:eu-west-1:111122223333:function:night-stop:live", "arn:aws:sqs:eu-west-1:111122223333:undelivered")),
        ["scheduler-trust.json"] = Made(IamPolicy.TrustScheduler("111122223333")),
        ["hub.json"] = Made(IamPolicy.ForHub("arn:aws:iam::111122223333:role/stopinator-spoke")),
        ["spoke.json"] = Made(IamPolicy.For(Dev, [PowerAction.Start, PowerAction.Stop], Spoke)),
        ["spoke-trust.json"] = Made(IamPolicy.TrustHub("arn:aws:iam::111122223333:role/stopinator-hub", "night-shift")),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfTheSamples_IsWhatTheGeneratorMakes(string file)
    {
        var json = Samples[file].Policy.ToJson() + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, "samples/iam", file), json);
        }

        Assert.True(
            json == Repository.Read($"samples/iam/{file}"),
            $"samples/iam/{file} is not what {Samples[file].Call} makes. Make it again: {Accept}=1 dotnet test tests/Stopinator.Tests --filter IamSamplesTests");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Readme_OfTheSamples_NamesEachFileWithItsCall(string file) =>
        Assert.Contains(
            Repository.Read("samples/iam/README.md").Split('\n'),
            line => line.StartsWith($"| [{file}]({file}) |", StringComparison.Ordinal)
                && line.Contains($"`{Samples[file].Call}`", StringComparison.Ordinal));

    [Fact]
    public void Folder_OfTheSamples_HoldsNothingElse() =>
        Assert.Equal(
            Samples.Keys.Append("README.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Repository.Root, "samples/iam")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    // What stands in the parentheses is what the README shows.
    private static (IamPolicy Policy, string Call) Made(IamPolicy policy, [CallerArgumentExpression(nameof(policy))] string call = "") =>
        (policy, call);
}
