/*
 * Applets of busybox, listed from Debian's static build (testbed, November 2026); official builds have more.
 * Alpine's own list: packages busybox 1.37 and alpine-baselayout of Alpine 3.23, from its documentation.
 */
/** Applets in `/bin` of `busybox`, and in `/busybox` of distroless `:debug`. */
export const BUSYBOX: string = `
  [ [[ acpid adjtimex ar arch arp arping ascii ash awk base64 basename bc blkdiscard blockdev
  brctl bunzip2 busybox bzcat bzip2 cal cat chgrp chmod chown chroot chvt clear cmp cp cpio
  crc32 crond crontab cttyhack cut date dc dd deallocvt depmod devmem df diff dirname dmesg
  dnsdomainname dos2unix dpkg dpkg-deb du dumpkmap dumpleases echo ed egrep env expand expr
  factor fallocate false fatattr fdisk fgrep find findfs fold free freeramdisk fsfreeze fstrim
  ftpget ftpput getopt getty grep groups gunzip gzip halt head hexdump hostid hostname httpd
  hwclock i2cdetect i2cdump i2cget i2cset i2ctransfer id ifconfig ifdown ifup init insmod ionice
  ip ipcalc ipneigh kill killall klogd last less link linux32 linux64 linuxrc ln loadfont
  loadkmap logger login logname logread losetup ls lsmod lsscsi lzcat lzma lzop md5sum mdev
  microcom mim mkdir mkdosfs mke2fs mkfifo mknod mkpasswd mkswap mktemp modinfo modprobe more
  mount mt mv nameif nc netstat nl nologin nproc nsenter nslookup nuke od openvt partprobe
  passwd paste patch pidof ping ping6 pivot_root poweroff printf ps pwd rdate readlink realpath
  reboot renice reset resume rev rm rmdir rmmod route rpm rpm2cpio run-init run-parts sed seq
  setkeycodes setpriv setsid sh sha1sum sha256sum sha3sum sha512sum shred shuf sleep sort
  ssl_client start-stop-daemon stat strings stty su sulogin svc svok swapoff swapon switch_root
  sync sysctl syslogd tac tail tar taskset tc tee telnet telnetd test tftp time timeout top
  touch tr traceroute traceroute6 true truncate ts tty tunctl ubirename udhcpc udhcpd uevent
  umount uname uncompress unexpand uniq unix2dos unlink unlzma unshare unxz unzip uptime usleep
  uudecode uuencode vconfig vi w watch watchdog wc wget which who whoami xargs xxd xz xzcat yes
  zcat
`;

/** More of them in the official image, which is built with all of busybox 1.37 (its default configuration). */
export const OFFICIAL_BUSYBOX: string = `
  add-shell addgroup adduser chpasswd cksum comm cryptpw delgroup deluser envdir ether-wake fakeidentd flock fsck
  fsync ftpd fuser hd install inotifyd iostat ipcrm ipcs lsof lspci lsusb makedevs man mesg mountpoint mpstat nmeter
  ntpd pgrep pkill pmap pscan pstree pwdx remove-shell rfkill rx script sendmail setfattr sha384sum softlimit split
  sum svlogd tcpsvd tftpd tree ttysize udpsvd unlzop users vlock volname w wall whois who xxd zcip
`;

/** Applets and packages in `/bin` of Alpine (busybox, from its documentation and package contents). */
export const ALPINE_BIN: string = `
  arch ash base64 bbconfig busybox cat chattr chgrp chmod chown cp date dd df dmesg
  dnsdomainname dumpkmap echo egrep false fatattr fdflush fgrep fsync getopt grep gunzip
  gzip hostname ionice iostat ipcalc kbd_mode kill link linux32 linux64 ln login ls lsattr
  lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping
  ping6 pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial
  sh sleep stat stty su sync tar touch true umount uname usleep watch zcat
`;

/** In `/sbin`. */
export const ALPINE_SBIN: string = `
  acpid adjtimex apk arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt
  hwclock ifconfig ifdown ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute
  iprule iptunnel klogd ldconfig loadkmap logread losetup lsmod mdev mkdosfs mkfs.vfat mkswap
  modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole
  slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip
`;

/** In `/usr/bin` and `/usr/sbin`. */
export const ALPINE_USR_BIN: string = `
  [ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio
  crontab cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor
  fallocate find flock fold free fuser getconf getent groups hd head hexdump hostid iconv id
  install ipcrm ipcs killall ldd less logger lsof lsusb lzcat lzma lzopcat md5sum mesg microcom
  mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill
  pmap printf pscan pstree pwdx readlink realpath renice reset resize scanelf seq setkeycodes
  setsid sha1sum sha256sum sha3sum sha512sum showkey shred shuf sort split ssl_client strings
  sum tac tail tee test time timeout top tr traceroute traceroute6 tree truncate ts tty ttysize
  udhcpc6 unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode
  vi vlock volname wc wget which who whoami whois xargs xxd xzcat yes
`;

/** In `/usr/sbin`. */
export const ALPINE_USR_SBIN: string = `
  addgroup adduser add-shell arping brctl chpasswd chroot crond delgroup deluser ether-wake
  fbset killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead
  remove-shell rfkill sendmail setfont setlogcons
`;
