using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stopinator.Scheduling;

namespace Stopinator.Hosting.Tests.DependencyInjection;

/// <summary>The list of targets in options and in configuration, and what is refused at start.</summary>
public sealed class WorkerTargetsRegistrationTests : IDisposable
{
    private const string Document =
        """
        {
          "roleName": "stopinator-spoke", "externalId": "night", "regions": "enabled",
          "accounts": ["111122223333", { "account": "own", "regions": ["eu-west-1", "us-east-1"] }], "exclude": ["*/us-east-1"]
        }
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stopinator-");

    [Fact]
    public void Configuration_ASectionOrAText_IsTheDocument()
    {
        var expected = PowerTargets.Parse(Document);
        string[] settings =
        [
            $$$"""{"Worker":{"Targets":{{{Document}}}}}""",
            $$$"""{"Worker":{"Targets":{{{System.Text.Json.JsonSerializer.Serialize(Document)}}}}}""",
        ];

        Assert.All(settings, json =>
        {
            var options = OptionsOf(json);
            Assert.Equivalent(expected, options.Targets, strict: true);
            Assert.Null(options.TargetsLocation);
        });
        Assert.Equal("ssm:/targets", OptionsOf("""{"Worker":{"TargetsLocation":"ssm:/targets"}}""").TargetsLocation);
    }

    [Theory]
    [InlineData("""{"Targets":{"accounts":["1"]}}""", "'Worker:Targets': $.accounts[0]: '1' is no account")]
    [InlineData("""{"Targets":{"accounts":["own"],"regions":["eu-wset-1"]}}""", "Did you mean 'eu-west-1'?")]
    [InlineData("""{"Targets":{"accounts":["own"],"regions":[]}}""", "'Worker:Targets': $")]
    [InlineData("""{"Targets":"ssm:/targets"}""", "The location of a document is TargetsLocation.")]
    [InlineData("""{"TargetsLocation":{"file":"a"}}""", "'Worker:TargetsLocation' is a section; it takes the location of a document.")]
    [InlineData("""{"TargetsLocation":"ssm:/targets"}""", "is 'ssm:/targets', and the container has no IScheduleSources to open it.")]
    [InlineData("""{"TargetsLocation":" "}""", "TargetsLocation is ' '; it takes a file, ssm:/name, ssm:/path/ or s3://bucket/key.")]
    [InlineData("""{"TargetsLocation":"gone.json"}""", "TargetsLocation is 'gone.json': Could not find file")]
    [InlineData(
        """{"TargetsLocation":"a.json","Targets":{"accounts":["own"]}}""",
        "Targets and TargetsLocation, 'a.json', are both set; set one of them.")]
    [InlineData(
        """{"Targets":{"accounts":["own"],"schedules":"ssm:/team"}}""",
        "Targets: own has schedules of its own, 'ssm:/team', and the container has no IScheduleSources to open them.")]
    public async Task Start_AListThatCannotBeUsed_SaysWhatIsWrong(string worker, string message)
    {
        var found = await StartAsync(services => services.AddScheduledPowerWorker(Section($$"""{"Worker":{{worker}}}""")));

        Assert.Contains(message, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TargetsThatContradictThemselves_NamesTheProblem()
    {
        var targets = new PowerTargets { Accounts = [new TargetAccount { AccountId = "111122223333", Regions = ["eu-west-1"] }] };

        var message = await StartAsync(services => services.AddScheduledPowerWorker(options => options.Targets = targets));

        Assert.StartsWith("Targets: ", message, StringComparison.Ordinal);
        Assert.Contains("111122223333", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json", "The targets are not valid JSON")]
    [InlineData("""{"accounts":["1"]}""", "'1' is no account")]
    public async Task Start_AFileWithAMistake_NamesTheFileAndTheMistake(string content, string problem)
    {
        var path = Path.Combine(_folder.FullName, "targets.json");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var message = await StartAsync(services => services.AddScheduledPowerWorker(options => options.TargetsLocation = path));

        Assert.StartsWith($"TargetsLocation is '{path}': ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ALocationThatTheSourcesRefuse_SaysWhy()
    {
        var sources = Substitute.For<IScheduleSources>();
        sources.Targets("s3:bucket").Returns(call => throw new ArgumentException("'s3:bucket' is not a location.", nameof(call)));

        var message = await StartAsync(services =>
            services.AddSingleton(sources).AddScheduledPowerWorker(options => options.TargetsLocation = "s3:bucket"));

        Assert.Equal("TargetsLocation: 's3:bucket' is not a location.", message);
    }

    [Fact]
    public async Task Start_AFileWithoutSources_ActsAtItsTargets()
    {
        var path = Path.Combine(_folder.FullName, "targets.json");
        await File.WriteAllTextAsync(path, """{"accounts":["own"],"regions":["eu-west-1"]}""", TestContext.Current.CancellationToken);
        var scheduled = Substitute.For<IMultiTargetScheduledPowerService>();
        var run = new TaskCompletionSource<IEnumerable<PowerTarget>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var empty = MultiTargetScheduledReport.Create(
            MultiTargetScheduledPlan.Create(MultiTargetPlan.Create([]), Now), MultiTargetReport.Create([]));
        scheduled.RunAsync(
            Arg.Do<IEnumerable<PowerTarget>>(run.SetResult), Arg.Any<PowerRequest>(), Arg.Any<DateTimeOffset?>(),
            Arg.Any<IProgress<TargetReport>>(), Arg.Any<CancellationToken>()).Returns(empty);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton(scheduled).AddScheduledPowerWorker(options => options.TargetsLocation = path);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        var targets = await run.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("eu-west-1", Assert.Single(targets).ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ScheduledPowerWorkerOptions OptionsOf(string json)
    {
        var services = new ServiceCollection().AddSingleton(Substitute.For<IScheduleSources>());
        services.AddScheduledPowerWorker(Section(json));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ScheduledPowerWorkerOptions>>().Value;
    }

    private static IConfigurationSection Section(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build().GetSection("Worker");

    private static async Task<string> StartAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        configure(builder.Services);
        using var host = builder.Build();
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Message;
    }
}
