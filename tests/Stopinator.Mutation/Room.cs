namespace Stopinator.Mutation;

/// <summary>A folder of the source, and the fast tests that have to notice a mistake in it.</summary>
/// <param name="Name">The word for the room on the command line.</param>
/// <param name="Project">The project that the folder belongs to.</param>
/// <param name="Folder">The folder, below the folder of the project.</param>
/// <param name="Tests">The project of tests.</param>
/// <param name="Namespaces">
/// The namespaces of the tests, without the name of the project. An empty one is the root of the project. A class of tests runs for the
/// mutants that it reaches.
/// </param>
internal sealed record Room(string Name, string Project, string Folder, string Tests, params string[] Namespaces)
{
    /// <summary>Classes that take minutes or try random values: they are no fast tests, and are left out.</summary>
    public static IReadOnlyList<string> Slow { get; } =
    [
        "ContinuationTests", "DialectFleetTests", "EventFuzzTests", "FleetPageScreenshotTests", "FortnightTests", "FuzzTests",
        "HostileScheduleTests", "IamPropertyTests", "MomentMonthTests", "OrganizationTests", "RateLimitTests", "SelectorFuzzTests",
    ];

    public static IReadOnlyList<Room> All { get; } =
    [
        new("selection", "Stopinator", "Selection", "Stopinator.Tests", "Selection"),
        new("planning", "Stopinator", "Planning", "Stopinator.Tests", "Planning"),
        new("execution", "Stopinator", "Execution", "Stopinator.Tests", "Diagnostics", "Execution", "Scenarios", ""),
        new("calls", "Stopinator", "Calls", "Stopinator.Tests", "Calls", "Diagnostics", "Ec2", "Execution", "Scenarios"),
        new("ratelimits", "Stopinator", "RateLimits", "Stopinator.Tests", "RateLimits", "Execution"),
        new("reporting", "Stopinator", "Reporting", "Stopinator.Tests", "Reporting"),
        new("iam", "Stopinator", "Iam", "Stopinator.Tests", "Iam"),
        new(
            "evaluation", "Stopinator.Scheduling", "Evaluation", "Stopinator.Scheduling.Tests", "Custodian", "Evaluation",
            "InstanceScheduler", "Reference", "Text", ""),
        new("text", "Stopinator.Scheduling", "Text", "Stopinator.Scheduling.Tests", "Catalog", "InstanceScheduler", "Text", ""),
        new("reconciling", "Stopinator.Scheduling", "Reconciling", "Stopinator.Scheduling.Tests", "Preview", "Reconciling", "Reference"),
        new("events", "Stopinator.Lambda", "Events", "Stopinator.Lambda.Tests", "Events", "Running", "Targets", ""),
    ];

    public bool Has(string testClass)
    {
        var name = testClass[(testClass.LastIndexOf('.') + 1)..];
        return Namespaces.Any(space => testClass == $"{Tests}.{(space.Length == 0 ? "" : space + ".")}{name}") && !Slow.Contains(name);
    }
}
