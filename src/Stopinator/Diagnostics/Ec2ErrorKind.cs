namespace Stopinator;

/// <summary>The kind of a failed call to EC2, which decides what follows.</summary>
public enum Ec2ErrorKind
{
    /// <summary>Refused for the rate of requests or instances. Nothing was done; the same call can succeed later.</summary>
    Throttled,

    /// <summary>EC2 failed (5xx). The call may have been carried out.</summary>
    Server,

    /// <summary>The connection could not be made. Nothing was sent.</summary>
    NotSent,

    /// <summary>The call was sent and no readable answer came. The call may have been carried out.</summary>
    AnswerLost,

    /// <summary>Particular instances do not allow the call. It failed for all of its instances.</summary>
    Instance,

    /// <summary>A zone has no capacity of an instance type. The call failed for all of its instances.</summary>
    Capacity,

    /// <summary>The caller lacks the permission, perhaps only for some of the instances.</summary>
    Authorization,

    /// <summary>EC2 refused the request or the account, perhaps only for some of the instances.</summary>
    Request,

    /// <summary>Credentials, clock, configuration or a proxy are wrong. No call of this caller will succeed.</summary>
    Fatal,
}
