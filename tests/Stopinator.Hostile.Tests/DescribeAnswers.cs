using static Stopinator.Hostile.Tests.Ec2Answers;
using static Stopinator.Hostile.Tests.HostileCase;

namespace Stopinator.Hostile.Tests;

/// <summary>Describes whose XML is a bomb, malformed, or tells what EC2 would not.</summary>
internal static class DescribeAnswers
{
    private const string Doctype = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";

    public static Dictionary<string, HostileCase> All { get; } = new(StringComparer.Ordinal)
    {
        // XML.
        ["entities that grow"] = Http(Describe, "AnswerUnreadable", $"{Doctype}<DescribeInstancesResponse>&b;</DescribeInstancesResponse>"),
        ["entity of a file"] = Http(
            Describe, "AnswerUnreadable",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><DescribeInstancesResponse>&a;</DescribeInstancesResponse>"),
        ["entity that is not declared"] = Http(Describe, "AnswerUnreadable", DescribedWith("&x;")),
        ["nested a million deep"] = Http(Describe, "AnswerUnreadable", string.Concat(Enumerable.Repeat("<a>", 1_000_000))),
        ["nested in the right root"] = Http(
            Describe, "AnswerUnreadable", "<DescribeInstancesResponse>" + string.Concat(Enumerable.Repeat("<a>", 1_000_000))),
        ["a hundred thousand attributes"] = Http(
            Describe, "AnswerUnreadable",
            $"<DescribeInstancesResponse {string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"\""))}/>"),
        ["element with an endless name"] = Http(
            Describe, "AnswerUnreadable", $"<DescribeInstancesResponse><{new string('x', 1_000_000)}/></DescribeInstancesResponse>"),
        ["comments without end"] = Http(
            Describe, "Accepted, Accepted",
            DescribedWith(Instance(A) + Instance(B), string.Concat(Enumerable.Repeat("<!-- x -->", 100_000)))),
        ["cut off"] = Http(Describe, "AnswerUnreadable", Described(A)[..200]),
        ["cut off after an instance"] = Http(Describe, "AnswerUnreadable", DescribedWith(Instance(A))[..^40]),
        ["elements that cross"] = Http(
            Describe, "AnswerUnreadable", "<DescribeInstancesResponse><a><b></a></b></DescribeInstancesResponse>"),
        ["something after the root"] = Http(Describe, "AnswerUnreadable", Described(A) + "<html/>"),
        ["two roots"] = Http(Describe, "AnswerUnreadable", Described(A) + Described(B)),
        ["a zero byte"] = Http(Describe, "AnswerUnreadable", DescribedWith(Instance(A) + "\0")),
        ["root of another action"] = Http(Describe, "AnswerUnreadable", Stopped(A)),
        ["error with status 200"] = Http(Describe, "AnswerUnreadable", Error("AuthFailure", "No.")),

        // Instances.
        ["id that is empty"] = Http(Describe, "AnswerUnreadable", Described("")),
        ["id that is missing"] = Http(
            Describe, "AnswerUnreadable", DescribedWith("<item><instanceState><code>16</code><name>running</name></instanceState></item>")),
        ["id that is a wildcard"] = Http(Describe, "AnswerUnreadable", Described("*")),
        ["id that is a parameter"] = Http(Describe, "AnswerUnreadable", Described("i-1&amp;Action=TerminateInstances")),
        ["id with a line break"] = Http(Describe, "AnswerUnreadable", Described("i-0000000000000000a&#10;")),
        ["id of another kind"] = Http(Describe, "AnswerUnreadable", Described("vol-0000000000000000a")),
        ["id of a megabyte"] = Http(Describe, "AnswerUnreadable", Described($"i-{new string('a', 1_000_000)}")),
        ["id in elements"] = Http(Describe, "AnswerUnreadable", Described("<x>i-0000000000000000a</x>")),
        ["good and bad ids mixed"] = Http(Describe, "AnswerUnreadable", Described(A, "../b")),
        ["state that is missing"] = Http(Describe, "AnswerUnreadable", DescribedWith($"<item><instanceId>{A}</instanceId></item>")),
        ["state of no number"] = Http(Describe, "AnswerUnreadable", DescribedWith(Instance(A, "<code>running</code>"))),
        ["state beyond numbers"] = Http(
            Describe, "AnswerUnreadable", DescribedWith(Instance(A, "<code>99999999999999999999</code><name>running</name>"))),
        ["state that EC2 does not have"] = Http(
            Describe, "AnswerUnreadable", DescribedWith(Instance(A, "<code>99</code><name>dreaming</name>"))),
        ["time of no day"] = Http(
            Describe, "Accepted", DescribedWith(Instance(A, more: "<launchTime>2026-02-30T00:00:00.000Z</launchTime>"))),
        ["time beyond time"] = Http(
            Describe, "Accepted", DescribedWith(Instance(A, more: "<launchTime>99999-01-01T00:00:00.000Z</launchTime>"))),
        ["tag of ten megabytes"] = Http(
            Describe, "Accepted",
            DescribedWith(Instance(A, more: $"<tagSet><item><key>x</key><value>{new string('v', 10_000_000)}</value></item></tagSet>"))),
        ["a hundred thousand tags"] = Http(
            Describe, "AnswerUnreadable", DescribedWith(Instance(A, more: $"<tagSet>{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<item><key>{i}</key><value/></item>"))}</tagSet>"))),
        ["a tag twice"] = Http(
            Describe, "Accepted",
            DescribedWith(Instance(A, more: "<tagSet><item><key>x</key><value>1</value></item><item><key>x</key><value>2</value></item></tagSet>"))),
        ["tag without a key"] = Http(
            Describe, "Accepted", DescribedWith(Instance(A, more: "<tagSet><item><value>1</value></item></tagSet>"))),
        ["protection tag twice"] = Http(
            Describe, "Skipped", DescribedWith(Instance(A, more: "<tagSet><item><key>x</key><value/></item><item><key>stopinator:protected</key><value/></item></tagSet>"))),
        ["an instance twice"] = Http(Describe, "Accepted, Accepted", Described(A, B, A, A)),
        ["an instance in two states"] = Http(
            Describe, "AlreadyThere", DescribedWith(Instance(A, "<code>80</code><name>stopped</name>") + Instance(A))),

        // Pages.
        ["the same page without end"] = Http(Describe, "AnswerUnreadable", DescribedWith(Instance(A), "<nextToken>again</nextToken>")),
        ["empty pages without end"] = Each(Describe, "AnswerUnreadable", number => DescribedWith("", $"<nextToken>{number}</nextToken>")),
        ["token of a megabyte"] = Each(
            Describe, "Accepted, Accepted",
            number => number == 1 ? DescribedWith(Instance(A), $"<nextToken>{new string('t', 60_000)}</nextToken>") : Described(B)),

        // Errors.
        ["error without a code"] = Http(
            Describe, "Http400", "<Response><Errors><Error><Message>No.</Message></Error></Errors></Response>", 400),
        ["error with an empty code"] = Http(Describe, "Http400", Error("", "No."), 400),
        ["error without errors"] = Http(Describe, "Http400", "<Response><Errors/><RequestID>x</RequestID></Response>", 400),
        ["error with control characters"] = Http(Describe, "Bad\\u000ACode", Error("Bad&#10;Code", "&#10;::add-mask::x"), 400),
        ["error message of a megabyte"] = Http(Describe, "Odd", Error("Odd", new string('m', 900_000)), 400),
        ["error code of a megabyte"] = Http(
            Describe, $"{new string('c', 128)}... (900000 characters)", Error(new string('c', 900_000), "No."), 400),
        ["error that names ten thousand instances"] = Http(
            Describe, "InvalidInstanceID.NotFound",
            Error("InvalidInstanceID.NotFound", string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"i-{i:x17}"))), 400),
        ["throttled without end"] = Http(Describe, "RequestLimitExceeded", Error("RequestLimitExceeded", "Request limit exceeded."), 503),
        ["clock of 1970"] = Http(
            Describe, "RequestExpired", Error("RequestExpired", "Request has expired."), 400, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
        ["clock of no calendar"] = Http(
            Describe, "RequestExpired", Error("RequestExpired", "Request has expired."), 400, "Date: Thu, 99 Foo 99999 00:00:00 GMT\r\n"),
    };
}
