namespace Stopinator;

/// <summary>What a failed call to EC2 means for what comes next.</summary>
public enum Ec2ErrorKind
{
    /// <summary>Refused for the rate of requests or instances: nothing was done; the same call again, later.</summary>
    Throttled,

    /// <summary>EC2 failed (5xx): the call may have been carried out.</summary>
    Server,

    /// <summary>The connection could not be made: nothing was sent.</summary>
    NotSent,

    /// <summary>The call was sent and no readable answer came: it may have been carried out.</summary>
    AnswerLost,

    /// <summary>Particular instances do not allow the call; it failed for all of its instances.</summary>
    Instance,

    /// <summary>No capacity of an instance type in a zone; the call failed for all of its instances.</summary>
    Capacity,

    /// <summary>The caller may not do this, perhaps only on some of the instances.</summary>
    Authorization,

    /// <summary>The request or the account is refused, perhaps only for some of the instances.</summary>
    Request,

    /// <summary>Credentials, clock, configuration or a proxy: no call of this caller will succeed.</summary>
    Fatal,
}
