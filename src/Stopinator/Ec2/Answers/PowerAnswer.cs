using System.Collections.Immutable;
using System.Xml;

namespace Stopinator.Ec2.Answers;

/// <summary>The answer to a start, stop or reboot.</summary>
internal sealed class PowerAnswer
{
    private const int MaxBytes = 10_000_000;

    private static readonly AnswerMap<PowerAnswer> Map = new AnswerMap<PowerAnswer>()
        .Text("requestId", (answer, text) => answer._requestId = text)
        .Items(
            "instancesSet",
            new AnswerMap<ChangeFields>()
                .Text("instanceId", (change, text) => change.InstanceId = text)
                .Children("previousState", new AnswerMap<ChangeFields>().Text("code", (change, text) => change.Previous = StateCode.Parse(text)))
                .Children("currentState", new AnswerMap<ChangeFields>().Text("code", (change, text) => change.Current = StateCode.Parse(text))),
            (answer, change) => answer._changes.Add(change.ToChange()));

    private readonly ImmutableArray<InstanceStateChange>.Builder _changes = ImmutableArray.CreateBuilder<InstanceStateChange>();
    private string? _requestId;

    public static async Task<PowerCallAnswer> ReadAsync(Stream body, string rootElement, CancellationToken cancellationToken)
    {
        var answer = await AnswerDocument.ReadAsync(body, rootElement, MaxBytes, Map, cancellationToken).ConfigureAwait(false);
        return new PowerCallAnswer(answer._changes.ToImmutable(), answer._requestId);
    }

    private sealed class ChangeFields
    {
        public string? InstanceId { get; set; }

        public PowerState? Previous { get; set; }

        public PowerState? Current { get; set; }

        public InstanceStateChange ToChange() => new(
            InstanceId ?? throw new XmlException("A changed instance has no instanceId."),
            Previous ?? throw new XmlException($"The changed instance {InstanceId} has no previousState."),
            Current ?? throw new XmlException($"The changed instance {InstanceId} has no currentState."));
    }
}
