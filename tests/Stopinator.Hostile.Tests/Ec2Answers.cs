using System.Globalization;
using System.Text;

namespace Stopinator.Hostile.Tests;

/// <summary>The answers of EC2 that the hostile ones are made of.</summary>
internal static class Ec2Answers
{
    public const string A = "i-0000000000000000a";
    public const string B = "i-0000000000000000b";

    private const string Namespace = "xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"";

    public static string Described(params string[] ids) => DescribedWith(string.Concat(ids.Select(id => Instance(id))));

    /// <summary>A describe with the given instances and what stands after them.</summary>
    public static string DescribedWith(string instances, string after = "") =>
        $"<DescribeInstancesResponse {Namespace}><requestId>request</requestId><reservationSet><item><ownerId>111122223333</ownerId>"
        + $"<instancesSet>{instances}</instancesSet></item></reservationSet>{after}</DescribeInstancesResponse>";

    /// <summary>An instance; its state is XML.</summary>
    public static string Instance(string id, string state = "<code>16</code><name>running</name>", string more = "") =>
        $"<item><instanceId>{id}</instanceId><instanceType>t3.micro</instanceType><instanceState>{state}</instanceState>{more}</item>";

    public static string Stopped(params string[] ids) => StoppedWith(string.Concat(ids.Select(id => Change(id))));

    /// <summary>The answer to a stop with the given changes.</summary>
    public static string StoppedWith(string changes) =>
        $"<StopInstancesResponse {Namespace}><requestId>request</requestId><instancesSet>{changes}</instancesSet></StopInstancesResponse>";

    /// <summary>A change; its states are XML.</summary>
    public static string Change(
        string id, string current = "<code>64</code><name>stopping</name>", string previous = "<code>16</code><name>running</name>") =>
        $"<item><instanceId>{id}</instanceId><currentState>{current}</currentState><previousState>{previous}</previousState></item>";

    /// <summary>An error of EC2.</summary>
    public static string Error(string code, string message) =>
        $"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>request</RequestID></Response>";

    /// <summary>The bytes of an HTTP answer.</summary>
    public static byte[] Http(string body, int status = 200, string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} Text\r\nContent-Type: text/xml\r\n{headers}Content-Length: {bytes.Length}\r\n\r\n");
        return [.. Encoding.UTF8.GetBytes(head), .. bytes];
    }
}
