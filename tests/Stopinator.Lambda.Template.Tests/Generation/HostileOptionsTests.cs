using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stopinator.Lambda.Template.Tests.Infrastructure;
using Stopinator.Lambda.Template.Tests.Support;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Template.Tests.Generation;

/// <summary>A value that would break a generated file is refused; every other one stands in the files as it was given.</summary>
[Trait("Finding", "20")]
public sealed partial class HostileOptionsTests(Scratch scratch)
{
    private const string Folder = "/tmp/a \"b\" <c> & 'd' %{e}";
    private const string Source = "Acme & \"friends\" <packages>";

    private static string Template { get; } = Repository.Read(".template.config/template.json");

    [Theory]
    [InlineData(
        "--name", "R&D\n", "--instance-tag", "Env=dev\n", "--selector", "all\nexcept tag:x",
        "--region", "eu-west-1\n",
        "--kms-key-arn", Combinations.KmsKey + "\n", "--notify-email", "ops@example.com\n",
        "--report-destination", "arn:aws:sqs:eu-west-1:123456789012:a\n", "--order-tag", "wave\n",
        "--package-source", "/tmp/a\nb", "--public-source", "a\nb")]
    [LongInlineData(
        "--name", "Tom\"s <Box>", "--instance-tag", "Env=$(touch PWN)", "--selector", "all\texcept tag:x",
        "--notify-email", "a${path.root}@b.c")]
    [LongInlineData(
        "--name", "x$(touch PWN)", "--instance-tag", "Env='dev'",
        "--notify-email", "a${env:HOME}@b.c")]
    [LongInlineData(
        "--name", "a;b", "--instance-tag", "Env=a,b", "--notify-email", "&a@b.c",
        "--package-source", "   ", "--public-source", " a")]
    [LongInlineData("--name", "a--b", "--instance-tag", "Env=dev\u2028", "--selector", "tag:x\u0085", "--public-source", "")]
    public async Task Generate_ValuesThatWouldBreakAFile_NamesTheirOptions(params string[] options)
    {
        var (page, output) = await RefuseAsync(options);

        Assert.Contains("NOTHING WAS GENERATED", output, StringComparison.Ordinal);
        Assert.Equal(
            options.Where((_, index) => index % 2 == 0),
            page.Split('\n').Where(line => line.StartsWith("- `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
    }

    [Theory]
    [LongInlineData("--stop", "20:00\n")]
    [LongInlineData("--start", "07:00\n")]
    [LongInlineData("--days", "MON-FRI\n")]
    [LongInlineData("--time-zone", "Europe/Paris\n")]
    [InlineData("--time-zone", "UTC; touch PWN")]
    public async Task Generate_AListedValueWithMoreBehindIt_WritesNothing(string option, string value)
    {
        var output = Directory.CreateDirectory(Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"))).FullName;

        var result = await scratch.Clone.TryAsync(
            ["stopinator-lambda", "--name", "N", "--output", output, "--instance-tag", "Env=dev", option, value]);

        Assert.Equal(102, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(output));
    }

    [Fact]
    public async Task Generate_FolderThatIsNoName_SaysWhichNameAndWhereItComesFrom()
    {
        var (page, _) = await RefuseAsync(["--instance-tag", "Env=dev"], "R&D");

        Assert.Contains("`--name` is `R&D`.", page, StringComparison.Ordinal);
        Assert.Contains("it is the name of the folder", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sam", "On")]
    [LongInlineData("cloudformation", "Null")]
    [LongInlineData("cdk", "Infra")]
    [InlineData("terraform", "9 lives")]
    [LongInlineData("serverless", "Nächte - 2")]
    [InlineData("cli", "True")]
    [LongInlineData("none", "東京")]
    public async Task Generate_ValuesThatAreTaken_StandInWellFormedFiles(string infra, string name)
    {
        // For the Serverless Framework '${' would be a variable, so it is refused there; a test of the patterns has that.
        var selector = "all except tag:A=\"it's \\ <b> & %{c} #if (x) //#endif <!--#endif --> __Region__ ; $(touch PWN) `e` {{f}} # g: h\""
            + (infra == "serverless" ? "" : "${i}");
        var project = await scratch.Clone.GenerateAsync(
            new Combination(
                name,
                [
                    "--instance-tag", "Größe:a b/c=d = e+f@g_h.i", "--infra", infra, "--selector", selector,
                    "--package-source", Folder, "--public-source", Source, "--notify-email", "a+b_c.d-e@mail.example.com",
                    .. infra is "sam" or "terraform" or "cli" or "none" ? (string[])["--targets"] : [],
                ]),
            Path.Combine("hostile", infra));

        foreach (var file in project.Files)
        {
            await CheckFormAsync(project, file);
        }

        using var settings = JsonDocument.Parse(project.Read($"src/{name}/Properties/launchSettings.json"));
        var variables = settings.RootElement.GetProperty("profiles").GetProperty(name).GetProperty("environmentVariables");
        Assert.Equal(selector, variables.GetProperty("STOPINATOR_SELECTOR").GetString());
        Assert.Equal(
            InstanceSelector.ByTag("Größe:a b/c", "d = e+f@g_h.i"),
            InstanceSelector.Parse(variables.GetProperty("STOPINATOR_SCOPE").GetString()!));
        Assert.Equal(infra == "none" ? null : selector, SelectorOf(project, infra));

        var sources = XDocument.Parse(project.Read("nuget.config"));
        Assert.Equal([Folder], sources.Descendants("add").Select(source => source.Attribute("value")!.Value));
        Assert.Equal(["stopinator", Source], sources.Descendants("packageSource").Select(source => source.Attribute("key")!.Value));
    }

    [Theory]
    [InlineData(
        "nameIsValid",
        "NightStop|night-stop|Acme.Night.Stop|9 lives|Ops Night-Stop.2|Ops - Night|Nächte|東京|_x|"
            + "Stopinator2|Stopinator.Night|Switch|new-thing|Acme.classes",
        "|-a|a-|.|..|a/b|a\\b|Stopinator|stopinator.lambda|a'b|a`b|a%b|a@(b)|a*b|{a}|a:b|a#b|a  b|a..b|a, b|switch|Acme.class|new.Thing")]
    [InlineData("selectorIsValid", "|all except tag:\"a\\b\"", "all\r|all\u0000|\u2029|\uFFFE")]
    [InlineData("selectorHasNoVariable", "$x|{x}|$(x)", "${x}|a${")]
    [InlineData("selectorHasNoReference", "{{x}}|${x}", "{{resolve:ssm:x}}")]
    [InlineData(
        "schedulesFromIsValid", "|ssm:/a|ssm:/a/b.c_d-e|ssm:/a/|s3://abc/k|s3://a.b-c/d/e=f+g.json",
        "ssm:|ssm:/|ssm:a|ssm://a|ssm:/a'|ssm:/a\n|s3://a/b|s3://abc|s3://abc/|s3://abc/*|s3://abc/$x|s3://ABC/k|file:a|a.json")]
    [InlineData("hoursAreANumber", "0|1|24|8784", "-1|+1|007|1e3|0x10| 5|99999|")]
    [InlineData("packageSourceIsValid", "|/a b/c|C:\\a\\b|a\"b", " |a\u0001")]
    [InlineData("publicSourceIsValid", "company.example|My feed|a\"b", "| a|\t")]
    public void Pattern_OfAnOption_TakesWhatWorksAndNothingElse(string symbol, string good, string bad)
    {
        var pattern = PatternOf(symbol);

        Assert.All(good.Split('|'), value => Assert.Matches(pattern, value));
        Assert.All(bad.Split('|'), value => Assert.DoesNotMatch(pattern, value));
    }

    [Fact]
    public void Patterns_OfTheTemplate_EndWithTheTextAndNotBeforeALineBreak()
    {
        var patterns = PatternInJson().Matches(Template)
            .Select(match => JsonSerializer.Deserialize<string>(match.Groups["text"].Value)!).ToArray();

        Assert.True(patterns.Length > 30);
        Assert.All(patterns, pattern => Assert.False(pattern.EndsWith('$'), $"{pattern} takes a line break at its end; write \\z."));
    }

    private async Task<(string Page, string Output)> RefuseAsync(string[] options, string folder = "refused")
    {
        var output = Path.Combine(scratch.Root, Guid.NewGuid().ToString("n"), folder);
        var result = await scratch.Clone.TryAsync(["stopinator-lambda", "--output", output, .. options]);

        Assert.NotEqual(0, result.ExitCode);
        return (await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(output))), result.Output);
    }

    private static async Task CheckFormAsync(GeneratedProject project, string file)
    {
        switch (Path.GetExtension(file))
        {
            case ".json":
                JsonDocument.Parse(project.Read(file)).Dispose();
                break;
            case ".slnx" or ".csproj" or ".props" or ".targets" or ".pubxml" or ".config":
                XDocument.Parse(project.Read(file));
                break;
            case ".yaml" or ".yml":
                InfrastructureFile.Read(Path.Combine(project.Folder, file));

                // A name such as On would be a Boolean.
                Assert.DoesNotMatch("(?mi)^ *(handler|name|service|stackName): (?!aws\n)[A-Za-z0-9_-]+$", project.Read(file));
                break;
            case ".sh":
                await Tool.RunAsync(project.Folder, "bash", ["-n", file]);
                break;
            case ".tf":
                await Tool.RunAsync(project.Folder, "terraform", ["fmt", "-check", "-diff", file]);
                break;
        }
    }

    // What the tools read as the selector.
    private static string? SelectorOf(GeneratedProject project, string infra) => infra switch
    {
        "sam" or "cloudformation" =>
            InfrastructureFile.Read(project.Template).TextAt("Resources/Function/Properties/Environment/Variables/STOPINATOR_SELECTOR"),
        "serverless" =>
            InfrastructureFile.Read(Path.Combine(project.Folder, "infra/serverless.yml"))
                .TextAt("functions/function/environment/STOPINATOR_SELECTOR"),
        "terraform" =>
            JsonSerializer.Deserialize<string>(Setting().Match(project.Read("infra/main.tf")).Groups["value"].Value)!
                .Replace("$${", "${", StringComparison.Ordinal).Replace("%%{", "%{", StringComparison.Ordinal),
        "cdk" => JsonSerializer.Deserialize<string>(Setting().Match(project.Read("infra/NightStopStack.cs")).Groups["value"].Value),
        "cli" =>
            JsonSerializer.Deserialize<string>(
                Setting().Match(project.Read("infra/up.sh")).Groups["value"].Value.Replace("'\\''", "'", StringComparison.Ordinal)),
        _ => null,
    };

    private static string PatternOf(string symbol)
    {
        using var template = JsonDocument.Parse(Template, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var parameters = template.RootElement.GetProperty("symbols").GetProperty(symbol).GetProperty("parameters");
        return parameters.GetProperty("pattern").GetString()!;
    }

    [GeneratedRegex("\"pattern\": (?<text>\"(?:[^\"\\\\]|\\\\.)*\")", RegexOptions.ExplicitCapture)]
    private static partial Regex PatternInJson();

    [GeneratedRegex("STOPINATOR_SELECTOR\"?\\]?(?: =|:) (?<value>\".*\"),?\n", RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();
}
