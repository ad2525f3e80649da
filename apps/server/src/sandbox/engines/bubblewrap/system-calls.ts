/** System call numbers: on x86-64 and on arm64; `undefined` where the call does not exist. */
export type SystemCall = readonly [x64: number | undefined, arm64: number | undefined];

/** Calls a program in a sandbox never needs: they answer EPERM. */
export const refusedCalls: Readonly<Record<string, SystemCall>> = {
  // Mounts and roots.
  mount: [165, 40],
  umount2: [166, 39],
  mount_setattr: [442, 442],
  move_mount: [429, 429],
  open_tree: [428, 428],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  chroot: [161, 51],
  pivot_root: [155, 41],
  // Namespaces (clone is looked at by its flags).
  unshare: [272, 97],
  setns: [308, 268],
  // Other processes' memory and descriptors.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  // Kernel code, tracing, and the interfaces most of its holes were found in.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  create_module: [174, undefined],
  delete_module: [176, 106],
  init_module: [175, 105],
  finit_module: [313, 273],
  query_module: [178, undefined],
  get_kernel_syms: [177, undefined],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  modify_ldt: [154, undefined],
  // Key rings, which no namespace covers.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  // Handles that reach past the root.
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  fanotify_mark: [301, 263],
  lookup_dcookie: [212, 18],
  // The machine as a whole.
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  syslog: [103, 116],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  iopl: [172, undefined],
  ioperm: [173, undefined],
  vhangup: [153, 58],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
  set_mempolicy_home_node: [450, 450],
  migrate_pages: [256, 238],
  move_pages: [279, 239],
  nfsservctl: [180, 42],
  uselib: [134, undefined],
  ustat: [136, undefined],
  sysfs: [139, undefined],
  _sysctl: [156, undefined],
};

/** Calls the filter looks at more closely. */
export const inspectedCalls = {
  clone: [56, 220],
  clone3: [435, 435],
  socket: [41, 198],
  socketpair: [53, 199],
  ioctl: [16, 29],
  personality: [135, 92],
} satisfies Record<string, SystemCall>;

/** The newest call this list was checked against (mseal, Linux 6.10); later ones answer ENOSYS until they are. */
export const newestKnownCall = 462;
