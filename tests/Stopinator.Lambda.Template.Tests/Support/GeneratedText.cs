using System.Text.RegularExpressions;

namespace Stopinator.Lambda.Template.Tests.Support;

/// <summary>Checks every generated file.</summary>
internal static partial class GeneratedText
{
    // The instance and the accounts in the samples, which are those of AWS's documentation.
    private const string SampleInstance = "i-0123456789abcdef0";
    private static readonly string[] SampleAccounts = ["123456789012", "111122223333", "444455556666"];

    /// <summary>Fails on traces of the template, untidy lines, and identifiers of other people's accounts.</summary>
    public static void Check(GeneratedProject project) => Assert.All(project.Files, file =>
    {
        var text = project.Read(file);
        Assert.False(
            TemplateMark().Match(text) is { Success: true } mark,
            $"A mark of the template is left in {file}: {TemplateMark().Match(text).Value}");
        Assert.DoesNotMatch("StopinatorLambda", file + text);
        Assert.DoesNotMatch(@"\n\n\n|[ \t]\n|^\n|\n\n$", text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("i-[0-9a-f]{8,17}\\b", text.Replace(SampleInstance, "", StringComparison.Ordinal));
        Assert.DoesNotMatch(
            @"\b[0-9]{12}\b",
            SampleAccounts.Prepend(Combinations.KmsKey).Aggregate(
                text, (rest, sample) => rest.Replace(sample, "", StringComparison.Ordinal)));
        Assert.True(text.Length < LongestOf(file), $"{file} is long: {text.Length} characters.");
    });

    // A deployment of one file may be longer.
    private static int LongestOf(string file) =>
        file is "infra/template.yaml" or "infra/resources.yml" or "infra/main.tf" or "infra/up.sh" ? 17_500 : 14_000;

    [GeneratedRegex("__[A-Z]\\w*|#\\s*(if|else|elseif|endif)\\b|<!--#", RegexOptions.ExplicitCapture)]
    private static partial Regex TemplateMark();
}
