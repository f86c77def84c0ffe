using System.Collections.Immutable;
using System.Globalization;

namespace Stopinator.Ec2;

/// <summary>The parameters of an EC2 Query request: lists are numbered from 1, nothing stands between name and number.</summary>
internal sealed class Ec2Form(string action)
{
    private const string ApiVersion = "2016-11-15";

    private readonly List<KeyValuePair<string, string>> _parameters = [new("Action", action), new("Version", ApiVersion)];

    public string Action => action;

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _parameters.Add(new(name, value));
        }
    }

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a switch; left out when off, since that is every switch's default.</summary>
    public void Add(string name, bool value) => Add(name, value ? "true" : null);

    public void AddList(string name, ImmutableArray<string> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{name}.{i + 1}"), values[i]);
        }
    }

    public void AddFilters(ImmutableArray<InstanceFilter> filters)
    {
        for (var i = 0; i < filters.Length; i++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"Filter.{i + 1}");
            Add($"{prefix}.Name", filters[i].Name);
            AddList($"{prefix}.Value", filters[i].Patterns);
        }
    }

    public HttpContent ToContent() => new FormUrlEncodedContent(_parameters);
}
