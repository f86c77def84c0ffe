using System.Diagnostics;
using Amazon.EC2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stopinator.Testing;
using Stopinator.Tests.Shared;

namespace Stopinator.Docs.Tests;

/// <summary>Compares docs/aws-sdk.md with what happens.</summary>
public sealed class AwsSdkDocumentationTests
{
    private const string Page = "docs/aws-sdk.md";

    [Fact]
    public void StartUpErrors_OfThePage_AreThoseOfTheOptions()
    {
        var shown = Assert.Single(Pages.Blocks, block => block.Comment == "start-up errors").Text.ReplaceLineEndings(" ");
        var both = new ServiceCollection().AddSingleton(Substitute.For<IAmazonEC2>())
            .AddStopinator(options => options.Ec2.Region = "eu-west-1");
        var scoped = new ServiceCollection().AddScoped(_ => Substitute.For<IAmazonEC2>()).AddStopinator();

        Assert.Equal(shown, string.Concat(Failures(both).Concat(Failures(scoped)).Select(failure => $"{failure} ")));
    }

    [Fact]
    public void SettingsThatContradictAClient_OnThePage_AreAllThatAreRefused()
    {
        var services = new ServiceCollection().AddSingleton(Substitute.For<IAmazonEC2>()).AddStopinator(options =>
        {
            (options.Ec2.Region, options.Ec2.Profile, options.Ec2.EndpointUrl) = ("eu-west-1", "dev", new Uri("https://ec2.example.com"));
            (options.Ec2.UseFips, options.Ec2.UseDualStack) = (false, false);
            options.Credentials = new Amazon.Runtime.AnonymousAWSCredentials();
        });

        var failure = Assert.Single(Failures(services));

        var names = failure[..failure.IndexOf(" are set", StringComparison.Ordinal)].Split(", ").Select(name => $"`{name}`").ToArray();
        Assert.Contains(
            $"names each of {string.Join(", ", names[..^1])} and {names[^1]} that", Flat(Repository.Read(Page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_OfThePage_AreThoseOfARun()
    {
        await using var ec2 = SimulatedEc2.Create(fleet => fleet.Add(3, instance => instance.Tagged("Env", "dev")));
        ec2.Faults.On("StopInstances").Nth(1).Throttle();
        using var power = new InstancePowerService(
            ec2.CreateClient(), new StopinatorOptions { Retry = { ThrottlingDelay = TimeSpan.FromMilliseconds(1) } });

        var spans = await SpansOfAsync(() => power.StopAsync(InstanceSelector.ByTag("Env", "dev")));

        var tree = spans.Where(span => span.Parent!.Source.Name != StopinatorDiagnostics.ActivitySourceName)
            .SelectMany(parent => spans.Where(span => span.Parent == parent).Select(Line).Prepend(parent.OperationName));
        Assert.Equal(Assert.Single(Pages.Blocks, block => block.Comment == "spans").Text, string.Concat(tree.Select(line => line + "\n")));
        Assert.Equal(
            TagsOfTheTable(),
            spans.Where(span => span.Kind == ActivityKind.Client).SelectMany(span => span.TagObjects.Select(tag => tag.Key)).Distinct(StringComparer.Ordinal));
    }

    // Tests run side by side, so only the spans below one of this test count.
    private static async Task<List<Activity>> SpansOfAsync(Func<Task> run)
    {
        using var test = new ActivitySource("Stopinator.Docs.Tests");
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StopinatorDiagnostics.ActivitySourceName || source == test,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var root = test.StartActivity("root")!;
        await run();
        lock (spans)
        {
            return [.. spans.Where(span => span != root && span.TraceId == root.TraceId)];
        }
    }

    private static string Line(Activity span) =>
        span.GetTagItem("error.type") is { } error ? $"  {span.OperationName} error.type={error}" : $"  {span.OperationName}";

    private static IEnumerable<string> TagsOfTheTable() =>
        Repository.Read(Page).Split("| tag | value |\n|---|---|\n")[1].Split('\n').TakeWhile(line => line.StartsWith('|'))
            .Select(row => row.Split('`')[1]);

    private static string Flat(string page) => page.ReplaceLineEndings(" ");

    private static IEnumerable<string> Failures(IServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<StopinatorOptions>>().Value).Failures;
    }
}
