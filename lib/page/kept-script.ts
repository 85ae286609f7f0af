/** The id of the one inline script that a reader page may carry: the gateway keeps it, and the policy names its digest. */
export const KEPT_SCRIPT_ID = 'lakeside'
