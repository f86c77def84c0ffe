namespace Stopinator.Testing.Engine;

/// <summary>
/// Converts zone names to zone ids: <c>us-east-1a</c> is <c>use1-az1</c>, with zone a first. Real accounts shuffle the letters.
/// </summary>
internal static class ZoneNames
{
    /// <summary>Returns the whole name of a zone that is given by its letter or by its whole name.</summary>
    public static string InRegion(string region, string zone) => zone.Length == 1 ? region + zone : zone;

    public static string ToId(string zone)
    {
        var parts = zone.Split('-');
        if (parts is not [var area, .., { Length: >= 2 } last] || !char.IsAsciiLetterLower(last[^1]))
        {
            return zone;
        }

        var directions = string.Concat(parts[1..^1].Select(Abbreviate));
        return $"{area}{directions}{last[..^1]}-az{last[^1] - 'a' + 1}";
    }

    private static string Abbreviate(string direction) => direction switch
    {
        "northeast" => "ne",
        "northwest" => "nw",
        "southeast" => "se",
        "southwest" => "sw",
        _ => direction[..1],
    };
}
