using static Stopinator.Hostile.Tests.Ec2Answers;
using static Stopinator.Hostile.Tests.HostileCase;

namespace Stopinator.Hostile.Tests;

/// <summary>Answers to a stop of two instances: the report is there whatever comes, and says no more than the endpoint did.</summary>
internal static class StopAnswers
{
    public static Dictionary<string, HostileCase> All { get; } = new(StringComparer.Ordinal)
    {
        ["stop: HTML"] = Http(Stop, "Failed, Failed", "<html/>"),
        ["stop: nothing"] = Http(Stop, "Failed, Failed", ""),
        ["stop: closed"] = Raw(Stop, "Failed, Failed", ""),
        ["stop: cut off"] = Http(Stop, "Failed, Failed", Stopped(A, B)[..250]),
        ["stop: root of another action"] = Http(Stop, "Failed, Failed", Described(A, B)),
        ["stop: no instance in the answer"] = Http(Stop, "Failed, Failed", StoppedWith("")),
        ["stop: one instance missing"] = Http(Stop, "Accepted, Failed", Stopped(A)),
        ["stop: instances nobody named"] = Http(Stop, "Failed, Failed", Stopped("i-0000000000000000c", "i-0000000000000000d")),
        ["stop: more than was named"] = Http(Stop, "Accepted, Accepted", Stopped(A, B, "i-0000000000000000c")),
        ["stop: an instance a thousand times"] = Http(Stop, "Accepted, Accepted", Stopped([.. Enumerable.Repeat(A, 1000), B])),
        ["stop: id that is empty"] = Http(Stop, "Failed, Failed", Stopped("", "")),
        ["stop: id that is odd"] = Http(Stop, "Failed, Failed", Stopped("*", "i-1&amp;x=y")),
        ["stop: without states"] = Http(
            Stop, "Failed, Failed", StoppedWith($"<item><instanceId>{A}</instanceId></item><item><instanceId>{B}</instanceId></item>")),
        ["stop: states of no number"] = Http(
            Stop, "Failed, Failed", StoppedWith(Change(A, "<code>x</code>") + Change(B, "<code>y</code>"))),
        ["stop: state that EC2 does not have"] = Http(
            Stop, "Failed, Failed", StoppedWith(Change(A, "<code>99</code><name>dreaming</name>") + Change(B))),
        ["stop: it says running"] = Http(
            Stop, "Accepted, Accepted", StoppedWith(Change(A, "<code>16</code><name>running</name>") + Change(B))),
        ["stop: already stopped"] = Http(
            Stop, "Accepted, AlreadyThere",
            StoppedWith(Change(A, "<code>80</code><name>stopped</name>", "<code>80</code><name>stopped</name>") + Change(B))),
        ["stop: error without a code"] = Http(Stop, "NotAttempted, NotAttempted", "<Response><Errors/></Response>", 400),
        ["stop: error that names others"] = Http(
            Stop, "Failed, Failed",
            Error("IncorrectInstanceState", "The instance 'i-0000000000000000c' is not in a state from which it can be stopped."), 400),
        ["stop: error that names one"] = Http(
            Stop, "Failed, Failed", Error("IncorrectInstanceState", $"The instance '{A}' is not in a state from which it can be stopped."),
            400),
        ["stop: error of a code nobody knows"] = Http(Stop, "Failed, Failed", Error("Brand.New", "No."), 400),
        ["stop: server error"] = Http(Stop, "Failed, Failed", Error("InternalError", "An internal error has occurred."), 500),
        ["stop: server error of a proxy"] = Http(Stop, "Failed, Failed", "<html/>", 502),
        ["stop: throttled without end"] = Http(
            Stop, "NotAttempted, NotAttempted", Error("RequestLimitExceeded", "Request limit exceeded."), 503),
        ["stop: keys end"] = Http(Stop, "NotAttempted, NotAttempted", Error("ExpiredToken", "The token has expired."), 400),
        ["stop: dry run that nobody asked for"] = Http(
            Stop, "Failed, Failed", Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set."), 412),
        ["stop: deep"] = Http(Stop, "Failed, Failed", "<StopInstancesResponse>" + string.Concat(Enumerable.Repeat("<a>", 100_000))),
        ["stop: refused while half of it is lost"] = Each(Stop, "Failed, Failed", number => number % 2 == 0 ? "<html/>" : ""),
    };
}
