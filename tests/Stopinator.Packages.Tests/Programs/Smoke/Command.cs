using Stopinator;

namespace Smoke;

/// <summary>A command of the program's user.</summary>
internal sealed record Command(InstanceSelector Select, bool Verify = false, PowerAction Action = PowerAction.Stop);
