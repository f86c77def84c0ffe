using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Compares the documentation with the code that runs.</summary>
public sealed partial class DocumentationTests
{
    private const string SnippetMark = "snippet: ";
    private const string FunctionProgram = "the program of FunctionProgramTests";
    private const string ReadmeExample = "run by ReadmeExampleTests";

    private static readonly string[] SnippetFiles =
    [
        "Snippets.cs", "Snippets.AwsSdk.cs", "Snippets.Hosting.cs", "Snippets.Observers.cs", "Snippets.Order.cs", "Snippets.Plans.cs", "Snippets.Schedules.cs",
        "Snippets.Sources.cs", "Snippets.Targets.cs",
    ];

    /// <summary>Files whose types are snippets.</summary>
    private static readonly string[] TypeFiles = ["DrainObserver.cs", "Probes/TcpProbe.cs", "Probes/UrlProbe.cs"];

    /// <summary>Languages of blocks that show no code of ours.</summary>
    private static readonly string[] NotCode = ["", "sh", "text", "json", "yaml"];

    [Fact]
    public void CSharpBlocks_OfEveryPage_AreSnippetsThatRun()
    {
        var snippets = ReadSnippets();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in Pages.Blocks.Where(block => block.Language == "csharp"))
        {
            if (block.Comment == ReadmeExample)
            {
                // The packed library runs it as a program of its own.
                Assert.Equal(Pages.Blocks.First(first => first.Page == "README.md").Text, block.Text);
                continue;
            }

            if (block.Comment == FunctionProgram)
            {
                // Published with the packed library and run as a function.
                Assert.Equal(Repository.Read("tests/Stopinator.Packages.Tests/Programs/Function/Program/Program.cs"), block.Text);
                continue;
            }

            Assert.True(
                block.Comment.StartsWith(SnippetMark, StringComparison.Ordinal),
                $"{block.Page} has a C# block that no test runs:\n{block.Text}");
            var name = block.Comment[SnippetMark.Length..];
            Assert.True(snippets.ContainsKey(name), $"{block.Page} names the snippet {name}, which does not exist.");
            Assert.Equal(snippets[name], block.Text);
            used.Add(name);
        }

        Assert.Equal(snippets.Keys.Order(), used.Order());
    }

    [Fact]
    public void Blocks_OfEveryPage_AreInALanguageThatIsChecked() =>
        Assert.All(Pages.Blocks, block => Assert.Contains(block.Language, NotCode.Append("csharp")));

    [Fact]
    public void ConfigurationExample_OfTheDocumentation_BindsAndIsValid()
    {
        var block = Assert.Single(Pages.Blocks, block => block.Comment == "configuration");
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(block.Text));
        var configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        using var provider = new ServiceCollection().AddStopinator(configuration.GetSection("Stopinator")).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<StopinatorOptions>>().Value;

        Assert.Equal("tag:Env=dev,test", options.Scope?.ToString());
        Assert.Equal((200, 50.0, "do-not-stop"), (options.Guards.MaxInstances, options.Guards.MaxPercent, options.Guards.ProtectionTagKey));
        Assert.Equal([ReasonCode.Spot], options.Guards.Allow);
        Assert.Equal((100, 6), (options.Execution.MaxBatchSize, options.Retry.MaxAttempts));
    }

    [Fact]
    public void SelectorExamples_OfTheDocumentation_ReadBackAsWritten()
    {
        var block = Assert.Single(Pages.Blocks, block => block.Comment == "selectors");
        var texts = block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(texts.Length > 3);
        Assert.All(texts, text => Assert.Equal(text, InstanceSelector.Parse(text).ToString()));
    }

    [Fact]
    public void JsonExamples_OfTheDocumentation_MeanWhatStandsBesideThem()
    {
        var block = Assert.Single(Pages.Blocks, block => block.Comment.StartsWith("selectors as JSON", StringComparison.Ordinal));
        using var pairs = JsonDocument.Parse(block.Text);

        Assert.All(pairs.RootElement.EnumerateArray(), pair =>
            Assert.Equal(InstanceSelector.Parse(pair[1].GetString()!), pair[0].Deserialize<InstanceSelector>()));
    }

    [Fact]
    public async Task CommandExample_OfTheDocumentation_IsTakenAsItStands()
    {
        var block = Assert.Single(Pages.Blocks, block => block.Comment == "command");
        var clock = new Testing.SimulatedClock(new DateTimeOffset(2026, 11, 20, 19, 0, 30, TimeSpan.Zero));
        await using var simulated = await Testing.SimulatedEc2.StartAsync(
            fleet => fleet.Add(instance => instance.Tagged("Role", "web").Hibernatable().Running()),
            new Testing.SimulatedEc2Options { TimeProvider = clock });
        using var function = Lambda.StopinatorFunction.Create(
            new Dictionary<string, string> { ["STOPINATOR_SCOPE"] = "tag:Role=web", ["STOPINATOR_EVENT_ALLOW"] = "spot" },
            options =>
            {
                options.Credentials = new Amazon.Runtime.BasicAWSCredentials("any", "key");
                (options.Ec2.Region, options.Ec2.EndpointUrl) = ("us-east-1", simulated.Endpoint);
            },
            clock,
            Stream.Null);

        using var answer = await clock.RunAsync(
            () => function.InvokeAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(block.Text))));

        using var report = await JsonDocument.ParseAsync(answer);
        Assert.Equal("stop: 1 accepted (of 1 instance, 1 call).", report.RootElement.GetProperty("summary").GetString());
    }

    [Fact]
    public void Reasons_OfOutcomes_AreAllExplained()
    {
        var page = Repository.Read("docs/outcomes.md");

        Assert.All(Enum.GetNames<ReasonCode>(), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void TelemetryTable_OfTheConfiguration_HasTheInstrumentsThatAreThere()
    {
        var instruments = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == StopinatorDiagnostics.MeterName)
                {
                    instruments.Add($"`{instrument.Name}` | {(instrument is Counter<long> ? "counter" : $"histogram, {instrument.Unit}")}");
                }
            },
        };

        // The meter is made with the type that holds it.
        RuntimeHelpers.RunClassConstructor(
            typeof(InstancePowerService).Assembly.GetType("Stopinator.Diagnostics.Telemetry", throwOnError: true)!.TypeHandle);
        listener.Start();

        Assert.Equal(
            instruments.Order(StringComparer.Ordinal),
            InstrumentRow().Matches(Repository.Read("docs/configuration.md")).Select(row => row.Groups["row"].Value).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> ReadSnippets() =>
        ReadMethods().Concat(ReadClasses()).ToDictionary(StringComparer.Ordinal);

    // A class of a page stands in the file of snippets as the page shows it.
    private static IEnumerable<KeyValuePair<string, string>> ReadClasses() =>
        SnippetFiles.Concat(TypeFiles).SelectMany(file => Class().Matches(Repository.Read($"tests/Stopinator.Docs.Tests/{file}")))
            .Select(match => KeyValuePair.Create(match.Groups["name"].Value, match.Value));

    private static Dictionary<string, string> ReadMethods() =>
        SnippetFiles.SelectMany(file => Method().Matches(Repository.Read($"tests/Stopinator.Docs.Tests/{file}"))).ToDictionary(
            match => match.Groups["name"].Value,
            match => string.Concat(match.Groups["body"].Value
                .Split('\n')[..^1]
                .Where(line => !line.EndsWith("// not shown", StringComparison.Ordinal))
                .Select(line => (line.Length > 8 ? line[8..] : "") + "\n")),
            StringComparer.Ordinal);

    [GeneratedRegex(@"    public (async Task|void) (?<name>\w+)\(\)\n    \{\n(?<body>.*?)^    \}", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();

    [GeneratedRegex(@"^internal sealed class (?<name>\w+).*?^\}\n", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Class();

    [GeneratedRegex(@"^\| (?<row>`stopinator\.[a-z0-9._]+` \| [a-z, ]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex InstrumentRow();
}
