using Stopinator.Testing.Answers;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Actions;

/// <summary>
/// Launches instances: pending → running. A call launches as many as fit, between its minimum and its maximum. A repeated client token
/// launches nothing.
/// </summary>
internal sealed class RunInstances : IEc2Action
{
    public Action<XmlBuffer> Execute(Query query, Region region)
    {
        var request = LaunchRequest.Read(query, region);
        var isDryRun = query.IsDryRun;
        query.RefuseUnread();
        if (isDryRun)
        {
            throw Ec2Errors.DryRun();
        }

        var fingerprint = query.Fingerprint();
        var instances = region.LaunchTokens.Find(request.ClientToken, fingerprint) is { } earlier
            ? [.. earlier.Select(instance => Current(region, instance))]
            : Launch(region, request, fingerprint);
        return xml => InstanceXml.WriteReservation(xml, instances);
    }

    private static List<Instance> Launch(Region region, LaunchRequest request, ulong fingerprint)
    {
        var reservationId = region.NextReservationId();
        var first = request.Configure(region.NewInstance(reservationId, launchIndex: 0));
        RefuseProtectionOfSpot(first);
        var room = region.Capacity.RoomFor(first.Spec.InstanceType, first.Spec.Zone, region.Present);
        if (room < request.MinCount)
        {
            throw Ec2Errors.InsufficientCapacity(first.Spec.InstanceType, first.Spec.Zone);
        }

        var launched = new List<Instance>();
        for (var index = 0; index < Math.Min(room, request.MaxCount); index++)
        {
            var instance = request.Configure(region.NewInstance(reservationId, index)).Starting(region.Now);
            launched.Add(region.Add(instance, region.Now, region.Options.StartDuration));
        }

        region.LaunchTokens.Remember(request.ClientToken, fingerprint, launched);
        return launched;
    }

    private static void RefuseProtectionOfSpot(Instance instance)
    {
        if (instance.Spec.Spot is not null && (instance.StopProtected || instance.TerminationProtected))
        {
            throw Ec2Errors.NotModifiable(
                instance.Spec.Id, instance.StopProtected ? "disableApiStop" : "disableApiTermination", "a Spot Instance");
        }
    }

    /// <summary>Returns the present version of an instance, or a terminated one when it does not exist any more.</summary>
    private static Instance Current(Region region, Instance launched) => region.TryFind(launched.Spec.Id, out var timeline)
        ? region.Current(timeline)
        : launched with { State = SimulatedState.Terminated };
}
