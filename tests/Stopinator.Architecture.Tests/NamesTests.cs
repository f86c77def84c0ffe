using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Stopinator.Hosting;
using Stopinator.Lambda;
using Stopinator.Scheduling;
using Stopinator.Scheduling.Sources;
using Stopinator.Testing;

namespace Stopinator.Architecture.Tests;

/// <summary>A file that imports the AWS SDK and this library can name every type of ours by its plain name.</summary>
public sealed class NamesTests
{
    private static readonly string[] Imported = ["Amazon.EC2", "Amazon.EC2.Model", "Amazon.Runtime", "Stopinator", "Stopinator.Scheduling"];

    private static readonly Assembly[] Packages =
    [
        typeof(InstancePowerService).Assembly, typeof(PowerSchedule).Assembly, typeof(SchedulePreview).Assembly,
        typeof(ScheduleSources).Assembly,
        typeof(ScheduledPowerWorkerOptions).Assembly,
        typeof(StopinatorFunction).Assembly, typeof(SimulatedEc2).Assembly,
    ];

    [Fact]
    public void EveryPublicType_BesideTheTypesOfTheSdk_HasAPlainNameOfItsOwn()
    {
        foreach (var package in Packages)
        {
            // Each package beside the two that everybody imports.
            string[] usings = [.. Imported.Union(package.GetExportedTypes().Select(type => type.Namespace!).Where(name => name.StartsWith("Stopinator", StringComparison.Ordinal)))];
            var names = package.GetExportedTypes().Where(type => !type.IsNested && usings.Contains(type.Namespace)).Select(type => type.Name.Split('`')[0]).Distinct().ToArray();
            var source = $$"""
                {{string.Concat(usings.Select(name => $"using {name};\n"))}}
                internal static class Names
                {
                    public static readonly string[] All = new[] { {{string.Join(", ", names.Select(name => $"nameof({name})"))}} };
                }
                """;

            var errors = CSharpCompilation.Create(
                    "Names", [CSharpSyntaxTree.ParseText(source)], SourceProject.References,
                    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
                .GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();

            Assert.NotEmpty(names);
            Assert.True(errors.Length == 0, string.Join(Environment.NewLine, errors.Select(error => error.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));
        }
    }
}
