using System.Net.Sockets;
using System.Text;

namespace Stopinator.Hostile.Tests;

/// <summary>A hostile answer to one action, and the expected result of the run.</summary>
/// <param name="Action">The action that gets the answer.</param>
/// <param name="Expected">The code of the exception of a describe, or the outcomes of the two instances of a stop.</param>
/// <param name="Answer">Writes the answer to the nth request; false closes the connection.</param>
internal sealed record HostileCase(string Action, string Expected, Func<NetworkStream, int, CancellationToken, Task<bool>> Answer)
{
    public const string Describe = "DescribeInstances";
    public const string Stop = "StopInstances";

    /// <summary>True when the client can only wait, so that the timeout of the attempt has to end it.</summary>
    public bool Waits { get; init; }

    /// <summary>True when bytes come without an end.</summary>
    public bool Floods { get; init; }

    /// <summary>Bytes, after which the connection is closed.</summary>
    public static HostileCase Raw(string action, string expected, params byte[][] parts) =>
        new(action, expected, async (stream, _, token) =>
        {
            foreach (var part in parts)
            {
                await stream.WriteAsync(part, token);
            }

            return false;
        });

    /// <summary>A text, after which the connection is closed.</summary>
    public static HostileCase Raw(string action, string expected, string text) => Raw(action, expected, Encoding.UTF8.GetBytes(text));

    /// <summary>A whole HTTP answer.</summary>
    public static HostileCase Http(string action, string expected, string body, int status = 200, string headers = "") =>
        new(action, expected, async (stream, _, token) =>
        {
            await stream.WriteAsync(Ec2Answers.Http(body, status, headers), token);
            return true;
        });

    /// <summary>A text, after which nothing comes for as long as the client waits.</summary>
    public static HostileCase Stall(string action, string expected, string text) =>
        new(action, expected, async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), token);
            return await WaitForTheClientAsync(stream, token);
        })
        {
            Waits = true,
        };

    /// <summary>
    /// A text, and then the same part again for as long as the client reads it. A client that waits reads until the timeout of the attempt.
    /// </summary>
    public static HostileCase Flood(string action, string expected, string text, string part, bool waits = false) =>
        new(action, expected, async (stream, _, token) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), token);
            var bytes = Encoding.UTF8.GetBytes(part);
            while (true)
            {
                await stream.WriteAsync(bytes, token);
            }
        })
        {
            Waits = waits,
            Floods = true,
        };

    /// <summary>Another answer to each request.</summary>
    public static HostileCase Each(string action, string expected, Func<int, string> body) =>
        new(action, expected, async (stream, number, token) =>
        {
            await stream.WriteAsync(Ec2Answers.Http(body(number)), token);
            return true;
        });

    // The client sends nothing more. The read ends when the client closes the connection.
    private static async Task<bool> WaitForTheClientAsync(NetworkStream stream, CancellationToken token) =>
        await stream.ReadAsync(new byte[1], token) < 0;
}
