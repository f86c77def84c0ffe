using System.Globalization;

namespace Stopinator.Testing.Wire;

/// <summary>The parameters of a request. Remembers which of them were read, so that a misspelled one is rejected, as EC2 does.</summary>
internal sealed class Query(IReadOnlyDictionary<string, string> parameters)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { "Action", "Version" };

    public IReadOnlyDictionary<string, string> Parameters => parameters;

    public string Action => parameters.GetValueOrDefault("Action", "");

    public bool IsDryRun => Flag("DryRun");

    public string? Optional(string name)
    {
        _read.Add(name);
        return parameters.GetValueOrDefault(name);
    }

    public string Required(string name) =>
        Optional(name) is { Length: > 0 } value ? value : throw Ec2Errors.MissingParameter(name);

    public bool Flag(string name) => Optional(name) is { } value && ParseFlag(name, value);

    public static bool ParseFlag(string name, string value) => bool.TryParse(value, out var flag)
        ? flag
        : throw Ec2Errors.InvalidValue(name, value, "Expecting true or false.");

    public int? Number(string name) => Optional(name) switch
    {
        null => null,
        var value when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Ec2Errors.InvalidValue(name, value, "Expecting a number."),
    };

    /// <summary>Returns Name.1, Name.2 and so on, up to the first that is missing.</summary>
    public List<string> List(string name)
    {
        var values = Peek(name);
        for (var index = 1; index <= values.Count; index++)
        {
            _read.Add(Indexed(name, index));
        }

        return values;
    }

    /// <summary>Returns the same values as <see cref="List(string)"/>, without marking them as read.</summary>
    public List<string> Peek(string name)
    {
        var values = new List<string>();
        while (parameters.TryGetValue(Indexed(name, values.Count + 1), out var value))
        {
            values.Add(value);
        }

        return values;
    }

    /// <summary>Returns Name.1.Field, Name.2.Field and so on, as the prefixes up to the first that is missing.</summary>
    public IEnumerable<string> Structures(string name, string field)
    {
        for (var index = 1; parameters.ContainsKey($"{Indexed(name, index)}.{field}"); index++)
        {
            yield return Indexed(name, index);
        }
    }

    /// <summary>Accepts parameters without reading them: those with these names, and those within structures of these names.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var ignored in names)
        {
            _read.UnionWith(parameters.Keys.Where(name =>
                name == ignored || name.StartsWith(ignored + ".", StringComparison.Ordinal)));
        }
    }

    /// <summary>Rejects parameters that were not read.</summary>
    public void RefuseUnread()
    {
        if (parameters.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
        {
            throw Ec2Errors.UnknownParameter(unknown);
        }
    }

    /// <summary>
    /// Returns a number that identifies the query independently of the requested page: FNV-1a over the sorted parameters.
    /// </summary>
    public ulong Fingerprint()
    {
        var hash = 14695981039346656037UL;
        foreach (var (name, value) in parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name is not ("NextToken" or "MaxResults"))
            {
                foreach (var character in $"{name}={value}&")
                {
                    hash = (hash ^ character) * 1099511628211UL;
                }
            }
        }

        return hash;
    }

    private static string Indexed(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
}
