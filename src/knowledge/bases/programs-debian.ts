/*
 * Programs by name, listed from images made with the official package lists (testbed, November 2026).
 * Confidence: measured on stand-ins. Release and architecture names of compilers are left out.
 */
/** In `/usr/bin` of both Debian 12 and 13, slim or not. */
export const DEBIAN_BIN: string = `
  [ apt apt-cache apt-cdrom apt-config apt-get apt-mark arch awk b2sum base32 base64 basename
  basenc bash bashbug captoinfo cat chage chcon chfn chgrp chmod choom chown chrt chsh cksum
  clear clear_console cmp comm cp csplit cut dash date dd deb-systemd-helper deb-systemd-invoke
  debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape
  debconf-set-selections debconf-show df diff diff3 dir dircolors dirname dmesg dnsdomainname
  domainname dpkg dpkg-deb dpkg-divert dpkg-maintscript-helper dpkg-query dpkg-realpath
  dpkg-split dpkg-statoverride dpkg-trigger du echo egrep env expand expiry expr factor
  fallocate false fgrep find findmnt flock fmt fold getconf getent getopt gpasswd grep groups
  gunzip gzexe gzip hardlink head hostid hostname i386 iconv id infocmp infotocap install ionice
  ipcmk ipcrm ipcs ischroot join ld.so ldd link linux32 linux64 ln locale localedef logger login
  logname ls lsblk lscpu lsipc lslocks lslogins lsmem lsns mawk mcookie md5sum mkdir mkfifo
  mknod mktemp more mount mountpoint mv namei nawk newgrp nice nisdomainname nl nohup nproc
  nsenter numfmt od pager partx passwd paste pathchk perl pidof pinky pldd pr printenv printf
  prlimit ptx pwd rbash readlink realpath rename.ul renice reset rev rgrep rm rmdir run-parts
  runcon savelog script scriptlive scriptreplay sdiff sed seq setarch setpriv setsid setterm sg
  sh sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf
  stty su sum sync tabs tac tail tar taskset tee tempfile test tic timeout toe touch tput tr
  true truncate tset tsort tty tzselect uclampset umount uname uncompress unexpand uniq unlink
  unshare update-alternatives users vdir wall wc wdctl whereis which which.debianutils who
  whoami x86_64 xargs yes ypdomainname zcat zcmp zdiff zdump zegrep zfgrep zforce zgrep zless
  zmore znew
`;
/** In `/usr/sbin` of both. */
export const DEBIAN_SBIN: string = `
  add-shell agetty blkdiscard blkid blkzone blockdev chcpu chgpasswd chmem chpasswd chroot
  dpkg-preconfigure dpkg-reconfigure faillock findfs fsck fsfreeze fstab-decode fstrim getty
  groupadd groupdel groupmod grpck grpconv grpunconv iconvconfig installkernel invoke-rc.d
  isosize killall5 ldattach ldconfig losetup mkfs mkhomedir_helper mkswap newusers nologin
  pam-auth-update pam_getenv pam_namespace_helper pam_timestamp_check pivot_root policy-rc.d
  pwck pwconv pwhistory_helper pwunconv readprofile remove-shell rmt rmt-tar rtcwake runuser
  service shadowconfig start-stop-daemon sulogin swaplabel swapoff swapon switch_root tarcat
  unix_chkpwd unix_update update-passwd update-rc.d update-shells useradd userdel usermod vigr
  vipw wipefs zic zramctl
`;
/** More in `/usr/bin` of Debian 12. */
export const BOOKWORM_BIN: string = `
  addpart apt-key chattr delpart faillog fincore gpgv last lastb lastlog lsattr lsfd lsirq
  md5sum.textutils mesg resizepart utmpdump
`;
/** More in `/usr/sbin` of Debian 12; Debian 13 has no `adduser`. */
export const BOOKWORM_SBIN: string = `
  addgroup adduser badblocks cpgr cppw ctrlaltdel debugfs delgroup deluser dpkg-fsys-usrunmess
  dumpe2fs e2freefrag e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all e2undo e4crypt
  e4defrag filefrag fsck.cramfs fsck.ext2 fsck.ext3 fsck.ext4 fsck.minix groupmems hwclock
  logsave mke2fs mkfs.bfs mkfs.cramfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.minix mklost+found
  resize2fs tune2fs
`;
/** More in `/usr/bin` of Debian 13. */
export const TRIXIE_BIN: string = `
  sqv
`;
/** What `buildpack-deps:*-curl` adds: also in everything built on it. */
export const CURL_BIN: string = `
  c_rehash curl dirmngr dirmngr-client gpg gpg-agent gpg-connect-agent gpg-wks-server gpg-zip
  gpgcompose gpgconf gpgparsemail gpgsm gpgsplit gpgtar kbxutil lspgpot
  migrate-pubring-from-classic-gpg openssl pinentry pinentry-curses sq watchgnupg wget
`;
/** What `buildpack-deps:*-scm` adds to that: version control, Python of the system, processes. */
export const SCM_BIN: string = `
  chg corelist cpan cpan5.36-x86_64-linux-gnu enc2xs encguess free git git-receive-pack
  git-shell git-upload-archive git-upload-pack h2ph h2xs hg hg-ssh instmodsh json_pp kill lcf
  libnetcfg pdb3 pdb3.11 perlbug perldoc perlivp perlthanks pgrep piconv pidwait pkill pl2pm
  pmap pod2html pod2man pod2text pod2usage podchecker prove ps ptar ptardiff ptargrep pwdx
  py3clean py3compile py3versions pydoc3 pydoc3.11 pygettext3 pygettext3.11 python3 python3.11
  scalar scp select-editor sensible-browser sensible-editor sensible-pager sftp shasum skill
  slabtop slogin snice splain ssh ssh-add ssh-agent ssh-argv0 ssh-copy-id ssh-keygen ssh-keyscan
  streamzip svn svnadmin svnauthz svnauthz-validate svnbench svndumpfilter svnfsfs svnlook
  svnmucc svnrdump svnserve svnsync svnversion tload top ucf ucfq ucfr uptime vmstat w watch
  xsubpp zipdetails
`;
/** What the full `buildpack-deps` adds to that: compilers and database clients. */
export const BUILD_BIN: string = `
  X11 aclocal aclocal-1.16 addr2line animate animate-im6 animate-im6.q16 ar as autoconf
  autoheader autom4te automake automake-1.16 autoreconf autoscan autoupdate bunzip2 bzcat bzcmp
  bzdiff bzegrep bzexe bzfgrep bzgrep bzip2 bzip2recover bzless bzmore c++ c++filt c89 c89-gcc
  c99 c99-gcc cc compare compare-im6 compare-im6.q16 compile_et composite composite-im6
  composite-im6.q16 conjure conjure-im6 conjure-im6.q16 convert convert-im6 convert-im6.q16 cpp
  cpp-12 curl-config derb dh_autotools-dev_restoreconfig dh_autotools-dev_updateconfig display
  display-im6 display-im6.q16 dpkg-architecture dpkg-buildflags dpkg-buildpackage
  dpkg-checkbuilddeps dpkg-distaddfile dpkg-genbuildinfo dpkg-genchanges dpkg-gencontrol
  dpkg-gensymbols dpkg-mergechangelogs dpkg-name dpkg-parsechangelog dpkg-scanpackages
  dpkg-scansources dpkg-shlibdeps dpkg-source dpkg-vendor dwp elfedit fc-cache fc-cat
  fc-conflist fc-list fc-match fc-pattern fc-query fc-scan fc-validate file funzip g++ g++-12
  gapplication gcc gcc-12 gcc-ar gcc-ar-12 gcc-nm gcc-nm-12 gcc-ranlib gcc-ranlib-12 gcov
  gcov-12 gcov-dump gcov-dump-12 gcov-tool gcov-tool-12 gdbus gdbus-codegen gdk-pixbuf-csource
  gdk-pixbuf-pixdata gdk-pixbuf-thumbnailer genbrk gencat gencfu gencnval gendict genrb gio
  gio-querymodules glib-compile-resources glib-compile-schemas glib-genmarshal glib-gettextize
  glib-mkenums gmake gobject-query gold gp-archive gp-collect-app gp-display-html gp-display-src
  gp-display-text gprof gprofng gresource gsettings gtester gtester-report icuexportdata icuinfo
  identify identify-im6 identify-im6.q16 ifnames import import-im6 import-im6.q16 krb5-config
  krb5-config.mit ld ld.bfd ld.gold libpng-config libpng16-config libtoolize libwmf-config
  lto-dump lto-dump-12 lzcat lzcmp lzdiff lzegrep lzfgrep lzgrep lzless lzma lzmainfo lzmore m4
  make make-first-existing-target makeconv mariadb-config mariadb_config mogrify mogrify-im6
  mogrify-im6.q16 montage montage-im6 montage-im6.q16 mysql_config ncurses5-config
  ncurses6-config ncursesw5-config ncursesw6-config nm objcopy objdump patch pcre2-config
  pg_config pkg-config pkgconf pkgdata ranlib readelf rpcgen size stream stream-im6
  stream-im6.q16 strings strip uconv unlzma unxz unzip unzipsfx update-mime-database xml2-config
  xslt-config xz xzcat xzcmp xzdiff xzegrep xzfgrep xzgrep xzless xzmore zipgrep zipinfo
`;
/** What `golang` adds to `-scm`: a C and C++ compiler. */
export const GOLANG_BIN: string = `
  addr2line ar as c++ c++filt c89 c89-gcc c99 c99-gcc cc cpp cpp-12 dwp elfedit g++ g++-12 gcc
  gcc-12 gcc-ar gcc-ar-12 gcc-nm gcc-nm-12 gcc-ranlib gcc-ranlib-12 gcov gcov-12 gcov-dump
  gcov-dump-12 gcov-tool gcov-tool-12 gencat gmake gold gp-archive gp-collect-app
  gp-display-html gp-display-src gp-display-text gprof gprofng ld ld.bfd ld.gold lto-dump
  lto-dump-12 make make-first-existing-target nm objcopy objdump pkg-config pkgconf ranlib
  readelf rpcgen size strings strip
`;
