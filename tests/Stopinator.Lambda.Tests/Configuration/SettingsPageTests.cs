using Stopinator.Lambda.Configuration;
using Stopinator.Tests.Shared;

namespace Stopinator.Lambda.Tests.Configuration;

/// <summary>Compares the page of settings with the table of settings.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void Page_OfTheFunction_HasTheRowsOfTheTable()
    {
        var page = Repository.Read("src/Stopinator.Lambda/README.md");

        var rows = page.Split('\n').Where(line => line.StartsWith("| `STOPINATOR_", StringComparison.Ordinal));

        Assert.Equal(Setting.All.Select(Row), rows);
    }

    [Fact]
    public void Table_OfSettings_NamesEachVariableAndEachPropertyOnce()
    {
        Assert.True(Setting.All.Count > 30);
        Assert.Distinct(Setting.All.Select(setting => setting.Variable));
        Assert.Distinct(Setting.All.Select(setting => setting.Property).OfType<string>());
    }

    private static string Row(Setting setting) =>
        $"| `{setting.Variable}` | {setting.Default} | {(setting.Property is { } property ? $"`{property}`" : "")} "
        + $"| {(setting.Use == SettingUse.ReconcileRun ? "For `reconcile`. " : "")}{setting.Help} |";
}
