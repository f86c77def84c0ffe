namespace Stopinator.Architecture.Tests;

/// <summary>The rooms of src/Stopinator: each uses only those above it in the list of docs/architecture.md.</summary>
public sealed class RoomsTests
{
    /// <summary>From the ground up. The empty name is the root, where the service itself is.</summary>
    private static readonly string[] Rooms =
    [
        "Diagnostics", "Instances", "Selection", "Requests", "Options", "RateLimits", "Ec2", "Calls", "Reading", "Planning", "Reporting", "Execution", "", "Targets",
        "DependencyInjection",
    ];

    private static readonly string[] RoomsOfIam = ["Diagnostics", "Instances", "Selection", "Iam"];

    // The port itself, where services take it; and what the options and the container have to name.
    private static readonly HashSet<(string Room, string Type)> SdkOutsideOfItsRoom =
    [
        ("", "Amazon.EC2.IAmazonEC2"),
        ("Targets", "Amazon.EC2.IAmazonEC2"),
        ("DependencyInjection", "Amazon.EC2.IAmazonEC2"),
        ("Targets", "Amazon.Extensions.NETCore.Setup.AWSOptions"),
        ("DependencyInjection", "Amazon.Extensions.NETCore.Setup.AWSOptions"),
        ("Options", "Amazon.Runtime.AWSCredentials"),
        ("Instances", "Amazon.RegionEndpoint"),
    ];

    private static readonly Lazy<Use[]> Uses = new(() => [.. new SourceProject("Stopinator").Uses().Distinct()]);

    [Fact]
    public void Rooms_AreThoseOfTheList() =>
        Assert.Equal(
            Rooms.Append("Iam").Order(StringComparer.Ordinal),
            Uses.Value.Select(use => Use.RoomOf(use.File)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EachRoom_UsesOnlyRoomsAboveIt()
    {
        var wrong = Uses.Value.Where(use => use.DeclaredIn is not null && !MayUse(Use.RoomOf(use.File), Use.RoomOf(use.DeclaredIn)));

        Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void TypesOfTheAwsSdk_EndInTheRoomEc2()
    {
        var wrong = Uses.Value.Where(use =>
            use.Assembly.StartsWith("AWSSDK.", StringComparison.Ordinal)
            && Use.RoomOf(use.File) is var room && room != "Ec2"
            && !SdkOutsideOfItsRoom.Contains((room, use.Type)));

        Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Planning_KnowsNoClockAndNoInput() =>
        Assert.DoesNotContain(Uses.Value, use =>
            Use.RoomOf(use.File) == "Planning"
                && (use.Type is "System.TimeProvider" || use.Type.StartsWith("System.IO.", StringComparison.Ordinal)));

    [Fact]
    public void Uses_OfKnownKinds_AreSeen()
    {
        // Were binding to fail, every other test here would pass.
        Assert.Contains(Uses.Value, use => use is { File: "Ec2/InstanceMapper.cs", Type: "Amazon.EC2.Model.Instance" });
        Assert.Contains(Uses.Value, use => use is { File: "Execution/BatchRunner.cs", DeclaredIn: "Calls/Ec2Calls.cs" });
        Assert.Contains(Uses.Value, use => use is { File: "InstancePowerService.cs", DeclaredIn: "Planning/PlanGuards.cs" });
    }

    private static bool MayUse(string user, string used) =>
        user == used
        || (user == "Iam" ? RoomsOfIam.Contains(used) : used != "Iam" && Array.IndexOf(Rooms, used) <= Array.IndexOf(Rooms, user));
}
