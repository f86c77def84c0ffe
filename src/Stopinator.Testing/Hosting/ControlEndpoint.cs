using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Hosting;

/// <summary>
/// Serves <c>/_stopinator/</c>: JSON in, JSON out. A problem is <c>{"error":"…"}</c> with status 400, 404 or 405, and nothing has changed
/// then.
/// </summary>
internal sealed class ControlEndpoint(Region region, FaultScript faults, CallLog calls)
{
    public const string Prefix = "/_stopinator/";

    private const double MaxSeconds = 86_400;

    /// <summary>The answers are for people and programs, not for pages, so that quotes need no escapes.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The resources with their methods.</summary>
    private static readonly Dictionary<string, string[]> Resources = new(StringComparer.Ordinal)
    {
        [""] = ["GET"],
        ["faults"] = ["POST", "DELETE"],
        ["rate-limits"] = ["POST", "DELETE"],
        ["lag"] = ["PUT"],
        ["clock"] = ["PUT"],
    };

    /// <summary>Serves one request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="resource">The path behind the prefix.</param>
    /// <param name="body">The body; empty for none.</param>
    public (int Status, string Json) Serve(string method, string resource, string body)
    {
        if (!Resources.TryGetValue(resource, out var methods))
        {
            return Problem(404, $"'{resource}' is not a resource. The resources are {string.Join(", ", Resources.Keys.Skip(1))}.");
        }

        if (!methods.Contains(method, StringComparer.Ordinal))
        {
            return Problem(405, $"{Prefix}{resource} does not know the method {method}; it knows {string.Join(" and ", methods)}.");
        }

        // A client that sends a body expects it to have an effect, such as to remove one fault only.
        if (method is "GET" or "DELETE" && body.Length > 0)
        {
            return Problem(400, $"{method} {Prefix}{resource} takes no body; leave it out.");
        }

        try
        {
            switch (method, resource)
            {
                case ("POST", "faults"):
                    FaultReader.Read(DocumentPart.Parse(body))(faults);
                    break;
                case ("DELETE", "faults"):
                    faults.Clear();
                    break;
                case ("POST", "rate-limits"):
                    RateLimitReader.Read(DocumentPart.Parse(body), region.RateLimits)();
                    break;
                case ("DELETE", "rate-limits"):
                    region.RateLimits.Clear();
                    break;
                case ("PUT", "lag"):
                    SetLag(DocumentPart.Parse(body));
                    break;
                case ("PUT", "clock"):
                    SetSpeed(DocumentPart.Parse(body));
                    break;
            }

            return (200, Show().ToJsonString(Readable));
        }
        catch (FormatException exception)
        {
            return Problem(400, exception.Message);
        }
    }

    public static (int Status, string Json) Problem(int status, string message) =>
        (status, new JsonObject { ["error"] = message }.ToJsonString(Readable));

    private void SetLag(DocumentPart document)
    {
        var lag = TimeSpan.FromSeconds(document.Required(document.Properties(["seconds"]), "seconds").Amount(MaxSeconds));
        lock (region.Gate)
        {
            region.Options.DescribeLag = lag;
        }
    }

    private void SetSpeed(DocumentPart document)
    {
        var part = document.Required(document.Properties(["speed"]), "speed");
        var speed = part.Amount(ScaledTimeProvider.MaxSpeed);
        if (speed == 0)
        {
            throw part.Error("a speed of 0 would never end a transition.");
        }

        if (region.Options.TimeProvider is not ScaledTimeProvider clock)
        {
            throw part.Error($"the clock is a {region.Options.TimeProvider.GetType().Name}, and only its owner moves it.");
        }

        clock.Speed = speed;
    }

    private JsonObject Show()
    {
        lock (region.Gate)
        {
            return new JsonObject
            {
                ["now"] = region.Now.UtcDateTime,
                ["speed"] = (region.Options.TimeProvider as ScaledTimeProvider)?.Speed,
                ["describeLagSeconds"] = region.Options.DescribeLag.TotalSeconds,
                ["instances"] = region.Timelines.Count(),
                ["calls"] = calls.Count,
                ["throttles"] = region.RateLimits.Throttles,
            };
        }
    }
}
