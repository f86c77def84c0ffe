using System.Collections.Immutable;

namespace Stopinator.Ec2.Answers;

/// <summary>The answer to DescribeInstances: reservations, in each the instances.</summary>
internal sealed class InstancePageAnswer
{
    // A page of 1,000 instances with 50 tags of full length each stays under this.
    private const int MaxBytes = 100_000_000;

    private static readonly AnswerMap<InstancePageAnswer> Map = new AnswerMap<InstancePageAnswer>()
        .Text("nextToken", (answer, text) => answer._nextToken = text)
        .Items(
            "reservationSet",
            new AnswerMap<Reservation>()
                .Text("ownerId", (reservation, text) => reservation.OwnerId = text)
                .Items("instancesSet", InstanceFields.Map, (reservation, instance) => reservation.Instances.Add(instance)),
            (answer, reservation) => answer._instances.AddRange(reservation.Instances.Select(fields => fields.ToInstance(reservation.OwnerId))));

    private readonly ImmutableArray<Ec2Instance>.Builder _instances = ImmutableArray.CreateBuilder<Ec2Instance>();
    private string? _nextToken;

    public static async Task<InstancePage> ReadAsync(Stream body, string rootElement, CancellationToken cancellationToken)
    {
        var answer = await AnswerDocument.ReadAsync(body, rootElement, MaxBytes, Map, cancellationToken).ConfigureAwait(false);
        return new InstancePage(answer._instances.ToImmutable(), answer._nextToken is { Length: > 0 } token ? token : null);
    }

    private sealed class Reservation
    {
        public string? OwnerId { get; set; }

        public List<InstanceFields> Instances { get; } = [];
    }
}
