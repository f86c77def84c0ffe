namespace Stopinator.Conformance.Tests.AwsClients;

/// <content>The life of an instance, from its launch to its termination.</content>
public abstract partial class DotNetSdkConformance
{
    /// <summary>An image that every endpoint knows.</summary>
    private const string ImageId = "ami-1e749f67";

    /// <summary>The steps of a life, and the answers of EC2.</summary>
    private static readonly (string Step, string Answer)[] Steps =
    [
        ("run", "2 pending"),
        ("run with the same token", "the same 2"),
        ("run with the same token and another count", "400 IdempotentParameterMismatch"),
        ("describe", "t3.micro running, Name=web, t3.micro running, Name=web"),
        ("tags", "Name=web of an instance, Name=web of an instance"),
        ("tag", "Env=dev, Name=web"),
        ("modify the type while it runs", "400 IncorrectInstanceState"),
        ("modify two attributes at once", "400 InvalidParameterCombination"),
        ("modify the protection", "True"),
        ("stop", "stopping, then stopped"),
        ("modify the type while it is stopped", "m5.large"),
        ("types", "m5.large: 2 processors, 8192 MiB"),
        ("start", "pending, then running"),
        ("status", "ok"),
        ("volume", "in-use"),
        ("terminate while it is protected", "400 OperationNotPermitted"),
        ("terminate", "shutting-down, then terminated"),
        ("terminate again", "terminated"),
        ("start after all", "400 IncorrectInstanceState"),
        ("volume after all", "0"),
    ];

    /// <summary>The answers that differ from those of EC2, by the step of <see cref="Steps"/>.</summary>
    protected virtual IReadOnlyDictionary<string, string> LivesInstead { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    [Fact]
    public async Task Life_OfAnInstance_IsThatOfEc2()
    {
        var life = new InstanceLife(SingleAttemptClient, ImageId);
        var answers = new List<(string, string)>();
        foreach (var (step, _) in Steps)
        {
            answers.Add((step, await AnswerAsync(() => life.TakeAsync(step))));
        }

        Assert.Equal(Steps.Select(row => (row.Step, LivesInstead.GetValueOrDefault(row.Step, row.Answer))), answers);
        Assert.All(LivesInstead, instead => Assert.Contains(Steps, row => row.Step == instead.Key && row.Answer != instead.Value));
    }

    private static async Task<string> AnswerAsync(Func<Task<string>> call)
    {
        var answer = "";
        var refused = await AnswerAsync(async () =>
        {
            answer = await call();
        });
        return refused == Accepted ? answer : refused;
    }
}
